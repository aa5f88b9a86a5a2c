"""`--annotate DIR`: a copy of each photo with numbered boxes, under names that never collide."""

from __future__ import annotations

import pytest
from PIL import Image

OUTPUT = 6


def test_a_copy_is_drawn_for_each_photo(run, photo, tmp_path):
    """Photos of the same name in two folders get copies of two names."""
    photo("a/phone.jpg")
    photo("b/phone.jpg")
    assert run("a", "b", "--annotate", "out/marked").exit_code == 1
    copies = sorted(path.name for path in (tmp_path / "out/marked").iterdir())
    assert copies == ["phone.jpg-2.annotated.png", "phone.jpg.annotated.png"]
    with Image.open(tmp_path / "out/marked" / copies[0]) as copy:
        assert copy.width == 1200
        assert copy.height > 900


def test_the_same_command_replaces_its_copies_and_does_not_check_them(run, photo, tmp_path):
    """Copies among the photos are counted, not checked, and do not grow in number."""
    photo("in/phone.jpg")
    first = run("in", "--annotate", "in")
    second = run("in", "--annotate", "in")
    assert second.exit_code == first.exit_code == 1
    assert "1 annotated copy" in second.stdout
    assert sorted(path.name for path in (tmp_path / "in").iterdir()) == ["phone.jpg", "phone.jpg.annotated.png"]


def test_a_photo_is_never_replaced_by_a_copy(run, photo, tmp_path):
    """Even where a photo has the name that its neighbour's copy would get."""
    photo("phone.jpg")
    before = (tmp_path / photo("phone.jpg.annotated.png")).read_bytes()
    run("phone.jpg", "phone.jpg.annotated.png", "--annotate", ".")
    assert (tmp_path / "phone.jpg.annotated.png").read_bytes() == before
    assert (tmp_path / "phone.jpg-2.annotated.png").exists()


def test_every_page_gets_its_copy(run, tmp_path):
    """The second page of a scan has a copy of its own."""
    pages = [Image.new("RGB", (300, 200), colour) for colour in ("red", "blue")]
    pages[0].save(tmp_path / "scan.tif", save_all=True, append_images=pages[1:])
    run("scan.tif", "--annotate", "out")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "scan.tif.annotated.png",
        "scan.tif.page-2.annotated.png",
    ]


def test_a_photo_that_cannot_be_opened_has_no_copy(run, tmp_path):
    """A missing photo is a problem of that photo only."""
    assert run("missing.jpg", "--annotate", "out").exit_code == 3
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize("name", ["-", "phone.jpg"])
def test_standard_input_can_be_drawn_too(run, photo, tmp_path, name):
    """What came in on standard input is drawn under that name."""
    run(name, "--annotate", "out", stdin=(tmp_path / photo("phone.jpg")).read_bytes())
    assert len(list((tmp_path / "out").iterdir())) == 1


def test_a_folder_that_cannot_be_made_ends_with_6(run, photo, tmp_path):
    """Nothing is looked at when the copies have nowhere to go."""
    (tmp_path / "out").write_text("a file")
    result = run(photo(), "--annotate", "out")
    assert result.exit_code == OUTPUT
    assert "out" in result.stderr
    assert result.stdout == ""
