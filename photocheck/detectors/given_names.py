"""Given names that are common in Britain, without those that are words or places too ("Rose", "Victoria", "Jordan").

Chosen by hand and far from complete: a name that is missing here is a miss, one that is a word costs somebody time.
"""

from __future__ import annotations

from typing import Final

__all__ = ["GIVEN_NAMES"]

GIVEN_NAMES: Final = frozenset(
    """
    abdul abigail adam adrian aisha alan albert alex alexander alexandra alfie alice alison amanda amelia amina amy
    andrea andrew angela anita ann anna anne annie anthony antonio archie arthur barbara becky ben benjamin beth
    brenda brian bronwen caitlin callum cameron carl carol caroline catherine charles charlie chloe chris christine
    christopher claire clare colin connor craig daniel danielle darren dave david deborah debbie denise derek diana
    diane dominic donald donna doreen doris dorothy douglas duncan dylan edward eileen elaine eleanor elizabeth ella
    ellen ellie emily emma eric erin ethan euan evan evelyn evie fatima fiona frances francis freddie frederick gareth
    gary gavin gemma geoffrey george georgina geraldine gerald gillian gordon graham gwen hannah harriet harry heather
    helen henry hilary hugh hussain ian ibrahim isaac isabel isabella isla ivan jack jackie jacob jacqueline jake james
    jamie jan jane janet janice jasmine jason jayne jean jeffrey jennifer jenny jeremy jessica jill jim joan joanna
    joanne joe john jonathan joseph josh joshua joyce judith julia julian julie karen kate katherine kathleen kathryn
    katie kayleigh keith kelly kenneth kerry kevin khadija kieran kim kirsty kyle laura lauren leanne lee leo leon lewis
    liam linda lisa logan lorraine louis louise lucas lucy luke lynn lynne malcolm margaret maria marie marion martin
    mary matthew maureen maurice max megan melanie melissa mia michael michelle mike millie miriam mohammad mohammed
    muhammad nadia naomi natalie natasha neil niamh nicholas nicola nigel noah noel norma norman oliver oscar owen
    pamela patricia patrick paul paula pauline peter phil philip philippa phoebe priya rachel ralph raymond rebecca rhys
    richard robert robin roger ronald rory rosemary rosie roy russell ryan sally sam samantha samuel sandra sara sarah
    scott sean sharon sheila shirley simon sophia sophie stacey stella stephanie stephen steve steven stewart stuart
    sue susan suzanne sylvia tariq tania tanya tara teresa terence thomas tim timothy tina toby tom tony tracey tracy
    trevor valerie vera vikram vincent wayne wendy william yasmin yusuf yvonne zara zoe
    """.split()  # noqa: SIM905 - easier to read, and to add to, than a list of strings
)
