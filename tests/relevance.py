"""Thirty questions to the true export, written by somebody who knew the texts and not the search.

(what is typed, where, kind and ids at the source of what answers it)
"""

QUESTIONS = [
    ("ginger value chains Winrock", "recommendations", "recommendation", ["13695"]),
    ("certify employment offices Egypt", "recommendations", "recommendation", ["17516"]),
    ("WEAI", "recommendations", "recommendation", ["13483"]),
    ("amende abandon scolaire", "recommendations", "recommendation", ["12938"]),
    ("iskur on-the-job training", "recommendations", "recommendation", ["14018"]),
    ("remedial classes child labour Jordan", "recommendations", "recommendation", ["16379"]),
    ("jardin infantil participación femenina", "recommendations", "recommendation", ["13451"]),
    ("bilan carbone construction en terre", "recommendations", "recommendation", ["17308"]),
    ("credit apiculture jeunes", "recommendations", "recommendation", ["12991", "12992"]),
    ("wantok", "lessons", "lesson", ["165559"]),
    ("job placement PwD Oman", "lessons", "lesson", ["191939"]),
    ("Better Work single funder", "lessons", "lesson", ["195143"]),
    ("upland farming storms Philippines", "lessons", "lesson", ["211001"]),
    ("rotacion de funcionarios seguridad social", "lessons", "lesson", ["187946"]),
    ("jeunes diplomés Cité Soleil", "lessons", "lesson", ["162123"]),
    ("creche training women", "practices", "practice", ["241407"]),
    ('"shadow inspection" Haiti', "practices", "practice", ["214592"]),
    ("Dhaka University third party monitoring", "practices", "practice", ["208263"]),
    ("puntos focales Paraguay", "practices", "practice", ["228859"]),
    ("HIMO urbain", "evaluations", "evaluation", ["1116"]),
    ("BGD/12/01/CAN", "evaluations", "evaluation", ["2066"]),
    ("hazelnuts child labour Turkey", "evaluations", "evaluation", ["2451"]),
    ("trabajo infantil mineria artesanal", "evaluations", "evaluation", ["1103"]),
    ("Gates Foundation insurance", "evaluations", "evaluation", ["1442"]),
    ("EPWP Limpopo", "evaluations", "evaluation", ["2423"]),
    ("undeclared work Greece", "evaluations", "evaluation", ["2874"]),
    ("currency devaluation Yemen", "search", "lesson", ["218085"]),
    ("blocos de terra comprimida", "search", "recommendation", ["16154"]),
    ("PES-Scan", "search", "practice", ["1958941"]),
    ("digital pinas", "search", "evaluation", ["2342388"]),
]
