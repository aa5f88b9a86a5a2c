"""Whole papers, screens and signs, as their text stands in a photo: what is personal in each, and what is not.

A tab puts what follows further to the right in the same row. All people, numbers and places are invented.
"""

from __future__ import annotations

import pytest

from photocheck.recognisers import RECOGNISERS
from photocheck.recognisers.layout import written_passage

# What may be on any paper without hiding it.
HARMLESS = {"name", "uk-postcode", "marking-public"}

PERSONAL = {
    "council tax bill": (
        """Redditch Borough Council
Mr A Person\tCouncil Tax bill 2026/27
14 Birch Road\tAccount reference 61234567
Redditch\tDate of issue 12/03/2026
B97 8AH\tBand C
Amount payable £1,812.44
Pay by Direct Debit: sort code 93-68-95, account 99760526
Questions? 01527 64252 or revenues@example.gov.uk""",
        {"uk-address", "uk-postcode", "name", "bank-account", "phone", "email"},
    ),
    "payslip": (
        """Employee name\tNI number\tTax code\tPay date
A PERSON\tAB 12 34 56 C\t1257L\t28/03/2026
Payments\tUnits\tRate\tAmount
Basic pay\t1.00\t2,310.50\t2,310.50
Net pay\t£1,904.17
BACS 93-68-95\t99760526""",
        {"uk-national-insurance", "bank-account", "name"},
    ),
    "letter from a surgery": (
        """Dear Dr Nowak
Re: Zofia Merrick  DOB 23/02/1986  NHS No: 943 476 5919
7 Oakfield Close, Bromsgrove, B61 6AE
Thank you for referring this patient, who was seen on 04/03/2026.""",
        {"name", "date-of-birth", "uk-nhs-number", "uk-address", "uk-postcode"},
    ),
    "list of pupils": (
        """Surname\tForename\tUPN\tDOB\tYear
Nowak\tEleri\tB801200005001\t04/11/2014\t7
Okafor\tDaniel\tB801200005001\t17/02/2015\t7""",
        {"uk-upn", "date-of-birth"},
    ),
    "driving licence": (
        """DRIVING LICENCE
1. MORGAN
2. SARAH MEREDYTH
3. 11.03.1976 UNITED KINGDOM
4a. 19.01.2013  4c. DVLA
4b. 18.01.2023
5. MORGA753116SM9IJ 35
8. 122 BURNS CRESCENT, EDINBURGH, EH1 9GP""",
        {"uk-driving-licence", "date-of-birth", "uk-address", "uk-postcode"},
    ),
    "passport": (
        """Type/Type\tCode/Code\tPassport No./Passeport No.
P\tGBR\t533401372
Surname/Nom (1)
PERSON
Date of birth/Date de naissance (4)
11 SEP /SEPT 88
P<GBRPERSON<<ANGELA<ZOE<<<<<<<<<<<<<<<<<<<<<
5334013720GBR8809117F2509286<<<<<<<<<<<<<<02""",
        {"passport", "date-of-birth", "mrz", "name"},
    ),
    "bank statement": (
        """Your statement\tSort code\tAccount number
1 March to 31 March 2026\t93-68-95\t99760526
IBAN GB29 NWBK 6016 1331 9268 19
Date\tDetails\tPaid out\tBalance
02 Mar\tCARD PAYMENT\t12.40\t1,204.11""",
        {"bank-account", "iban"},
    ),
    "tax return": (
        "Self Assessment\nUnique Taxpayer Reference (UTR)\t19558 39661\nTax year 2025-26",
        {"uk-utr"},
    ),
    "payment card": (
        "DEBIT\n4111 1111 1111 1111\nVALID FROM 03/24  EXPIRES END 03/28\nMR A PERSON\n93-68-95  99760526",
        {"payment-card", "name", "bank-account"},
    ),
    "inbox": (
        """Inbox (12)
From: Grace Nowak <grace.nowak@example.org>
Subject: Visit to 14 Birch Road
OFFICIAL-SENSITIVE
Please ring me on 07700 900123""",
        {"name", "email", "uk-address", "marking", "phone"},
    ),
    "whiteboard": (
        "Handover\nward 7 door code C1379X\nguest wifi: bluebell2026\nring Kwame 07700 900980",
        {"credential", "phone"},
    ),
    "sticky note": ("Login: gnowak\npw Tr0ub4dor&3", {"credential"}),
    "car park": ("BD51 SMR\nPERMIT HOLDERS ONLY", {"number-plate"}),
    "parking notice": (
        "Penalty Charge Notice\nVehicle registration mark: BX24 KLM\nTime seen 10:42 to 10:49",
        {"number-plate"},
    ),
    "business card": (
        "Grace Nowak\nHousing Officer\nMobile 07700 900123\nT 01527 64252\ngrace.nowak@example.gov.uk",
        {"name", "phone", "email"},
    ),
}

PUBLIC = {
    "opening hours": "OPENING HOURS\nMon - Fri\t09:00 - 17:30\nSat\t0900-1300\nSun\tCLOSED\nBank holidays 10-4",
    "bus timetable": """55\tRedditch - Church Hill via Hill Street
Bus Station\t0715\t0745\t0815\t0845\t0915\t0945
Church Hill Centre\t0727\t0757\t0827\t0857\t0927\t0957
143 144 150 182 X3""",
    "menu": "Starters\t£4.95\nSoup of the day\t£5.50\n3 Course Lunch £18.50\nChef's special 12oz steak £22",
    "price list": "Widget 40mm\t10 x 100\t£12.99\nCode 4012345678901\nOffer ends 30/09/2026\nWas £1,299 now £999",
    "museum label": "Josiah Example\nborn 12 February 1809, died 19 April 1882\nOil on canvas, 120 x 90 cm\nAcc. 1974",
    "road signs": "A448 Bromsgrove 6\nM5 (S) Worcester 14\nB4096\nRESTRICTED AREA\nP 40 spaces",
    "poster": "SUMMER FETE 2026\nSaturday 11 July 12.30 - 16.30\nChurch Green\nThe official opening by the Mayor",
    "book page": """ISBN 978-0-306-40615-7
ISBN 0-306-40615-2
First published 1998, reprinted 2004, 2011
10 9 8 7 6 5 4 3 2 1""",
    "device label": "Model WX-2200  S/N 0152750839912\n230V~ 50Hz 2200W\nIMEI 490154203237518\nMAC 00:1A:2B:3C:4D:5E",
    "login page": "Sign in\nUsername\nPassword\nRemember me\nForgot your password?\nNew here? Register",
    "shop": "HIGH STREET BAKERY\nEst. 1987\nChip and PIN accepted\nFree Wi-Fi\nPlease ask for today's specials",
    "football scores": "Redditch Utd 2 - 1 Bromsgrove\nAttendance 1,204\n45+2  67  89\nSeason 2025/26",
    "receipt": "TILL 04  OP 0123  TRANS 004821\n2 X 1.25\t2.50\nTOTAL\t£12.40\nVAT NO 123 4567 89\n12/03/2026 14:22:05",
    "policy poster": "All work data is OFFICIAL.\nIf in doubt, always treat information as sensitive.\nAsk first.",
    "keyboard": "Q W E R T Y\nF1 F2 F3 F4\n7 8 9\n4 5 6\n1 2 3",
    "licence text": "Permission is hereby granted, free of charge, to any person obtaining a copy of this software",
    "released": "OFFICIAL - FOR PUBLIC RELEASE\nHousing strategy 2026-2031",
}


def patterns(text):
    """All patterns that any recogniser sees in a text."""
    passage = written_passage(text)
    return {sighting.pattern for recognise in RECOGNISERS for sighting in recognise(passage)}


@pytest.mark.parametrize("paper", PERSONAL)
def test_what_is_personal_on_a_paper_is_recognised(paper):
    """Each paper has exactly these patterns, a person's name or a postcode more or less."""
    text, expected = PERSONAL[paper]
    assert patterns(text) | {"uk-postcode", "name"} == expected | {"uk-postcode", "name"}


@pytest.mark.parametrize("paper", PUBLIC)
def test_what_is_public_need_not_be_hidden(paper):
    """Hours, prices, years, buses and books are nobody's personal data."""
    assert patterns(PUBLIC[paper]) <= HARMLESS
