"""Other tools to hold photocheck against, each in a process of its own, some in an environment of their own.

`tools` lists them, `process` starts one, and `worker` is what runs there: it loads one of the other files, each of
which wraps one tool. These run where photocheck may not be installed, so none of them imports it but `whole_check`.
"""

from __future__ import annotations
