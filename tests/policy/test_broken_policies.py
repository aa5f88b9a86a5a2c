"""A broken policy names every mistake by its key, with what was probably meant."""

from __future__ import annotations

import pytest

from photocheck.errors import PolicyError
from photocheck.policy import load_policy

HEAD = 'name = "ours"\nversion = "1"\nextends = "whatsapp"\n'


@pytest.fixture
def mistakes(tmp_path):
    """What is said of a policy with this content."""

    def of(content):
        path = tmp_path / "ours.toml"
        path.write_text(content, encoding="utf-8")
        with pytest.raises(PolicyError) as error:
            load_policy(path)
        return f"{error.value.message} {error.value.hint}"

    return of


def rule(lines):
    """A policy with one rule of its own."""
    return f'{HEAD}[[rules]]\nname = "own"\n{lines}\n'


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (HEAD + 'tilte = "Ours"\n', "Did you mean “title”?"),
        (rule('decision = "hidden"\nkinds = ["face"]'), "Did you mean “hide”?"),
        (rule('decision = "hide"\nkinds = ["documnet"]'), "Did you mean “document”?"),
        (rule('decision = "hide"\npatterns = ["uk-nhs-numer"]'), "Did you mean “uk-nhs-number”?"),
        (rule('decision = "hide"\nkinds = ["face"]\naudiences = ["publik"]'), "Did you mean “public”?"),
        (rule('decision = "hide"\nkinds = ["face"]\ninsid = ["screen"]'), "Did you mean “inside”?"),
        (rule('decision = "hide"'), "“kinds”, “patterns” or both"),
        (rule('kinds = ["face"]'), "“decision” is missing"),
        (rule('decision = "hide"\nkinds = "face"'), "it must be a list of texts"),
        (rule('decision = "hide"\nkinds = ["face"]\nmin_confidence = 2'), "a number from 0 to 1"),
        (rule('decision = "hide"\nkinds = ["face"]\nmin_size = 9\nmax_size = 9'), "more than min_size"),
        (rule('decision = "hide"\nkinds = ["face"]\ntext = "{who} is seen."'), "{who} means nothing here"),
        (rule('decision = "hide"\nkinds = ["face"]\ntext = "A brace {."'), "a brace stands alone"),
        (rule('decision = "share"\nkinds = ["face"]\ninside = ["screen"]'), "must hold however sure"),
        (HEAD.replace("whatsapp", "whatsap"), "Did you mean “whatsapp”?"),
        (HEAD + 'consent_form = "nowhere"\n', "names no consent form"),
        ("name = ours", "is not TOML"),
    ],
)
def test_a_mistake_is_named_with_what_was_meant(mistakes, content, said):
    """Each has its sentence."""
    assert said in mistakes(content)


def test_all_mistakes_are_told_at_once_with_their_lines(mistakes):
    """Somebody who writes a policy mends all of it in one go."""
    said = mistakes(rule('decision = "hidden"\nkinds = ["documnet"]\ncolour = "red"'))
    assert "3 mistakes" in said
    assert "line 6, rules 1, decision" in said
    assert "line 7, rules 1, kinds" in said
    assert "line 8, rules 1, colour" in said


def test_two_rules_of_one_name_are_a_mistake(mistakes):
    """One of them would be forgotten."""
    twice = '[[rules]]\nname = "own"\ndecision = "hide"\nkinds = ["face"]\n'
    assert "two rules named “own”" in mistakes(HEAD + twice + twice)


def test_a_policy_that_there_is_not_suggests_one():
    """A slip in the name of a built-in policy."""
    with pytest.raises(PolicyError, match="no policy") as error:
        load_policy("emergancy")
    assert error.value.hint == "Did you mean “emergency”?"


def test_what_a_policy_leaves_out_is_taken_from_the_one_it_extends(tmp_path):
    """A rule of the same name takes the place of the other; all else stays."""
    path = tmp_path / "ours.toml"
    path.write_text(HEAD + '[[rules]]\nname = "text"\ndecision = "hide"\nkinds = ["text"]\n', encoding="utf-8")
    ours, base = load_policy(path), load_policy("whatsapp")
    assert [one.name for one in ours.rules] == [one.name for one in base.rules]
    assert {one.name for one, other in zip(ours.rules, base.rules, strict=True) if one != other} == {"text"}
    assert ours.fingerprint != base.fingerprint
