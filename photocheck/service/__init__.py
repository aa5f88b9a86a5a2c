"""The HTTP service and its pages: the same Screener, policy and JSON as on the command line.

`app.create_app` builds it; `photocheck serve` runs it. A photo is never kept, and nothing of one is logged.
"""
