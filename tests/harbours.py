"""A summary that nobody has written, as blocks of `documents`."""

FACTS = [
    ("Countries", "Kenya"),
    ("Final Evaluation", "October 2019"),
    ("Mode of Evaluation", "Independent"),
    ("Technical Area", "Labour inspection"),
    ("Evaluation Manager", "Ann Other"),
    ("Evaluation Team", "Bo Else"),
    ("Project Start", "November 2016"),
    ("Project End", "December 2019"),
    ("Project Code", "KEN/16/01/NOR"),
    ("Donor", "Ministry of Harbours (MOH)"),
    ("Keywords", "inspection, harbours"),
]
SUMMARY = [
    ("title", "Safe work in harbours"),
    ("facts", FACTS),
    ("p", "The captain and the cook were met."),
    ("h1", "Background & Context"),
    ("h2", "Summary of the project purpose, logic and structure"),
    ("p", "The project trained inspectors of harbours."),
    ("h2", "Methodology of evaluation"),
    ("p", "Forty people were asked."),
    ("h1", "Main Findings & Conclusions"),
    ("ul", ["Inspectors: They were trained in Kenya.", "Costs: They were higher than planned."]),
    ("h2", "Conclusions"),
    ("p", "It was worth it."),
    ("h1", "Recommendations & Lessons Learned"),
    ("h2", "Main recommendations and follow-up"),
    ("ol", ["Train more inspectors.", ("Write rules:", ["for cranes", "for ships"])]),
    ("h2", "Important lessons learned"),
    ("ol", ["Training alone changes little."]),
]
