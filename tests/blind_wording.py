"""What the office's forms print, in its three languages, and prose in the manner of a summary."""

LABELS = {
    "en": {
        "countries": "Countries",
        "final": "Final Evaluation",
        "midterm": "Mid-Term Evaluation",
        "mode": "Mode of Evaluation",
        "theme": "Technical Area",
        "manager": "Evaluation Manager",
        "team": "Evaluation Team",
        "started": "Project Start",
        "ended": "Project End",
        "code": "Project Code",
        "donor": "Donor",
        "keywords": "Keywords",
        "responsible": "ILO Administrative Office Responsible",
        "backstopping": "ILO Technical Backstopping Office",
        "symbol": "ILO DC/SYMBOL",
        "type": "Type of Evaluation",
        "timing": "Evaluation timing",
        "nature": "Evaluation nature",
        "project_countries": "Project countries",
        "completed": "Date when the evaluation was completed by the evaluator",
        "administrative": "ILO Administrative Office",
        "technical": "ILO Technical Office(s)",
        "consultants": "Evaluation consultant(s)",
        "donor_budget": "Donor and budget",
        "key_words": "Key Words",
    },
    "fr": {
        "countries": "Pays",
        "final": "Évaluation finale",
        "midterm": "Évaluation à mi-parcours",
        "mode": "Mode d’évaluation",
        "theme": "Domaine technique",
        "manager": "Responsable de l’évaluation",
        "team": "Équipe d’évaluation",
        "started": "Début du projet",
        "ended": "Fin du projet",
        "code": "Code du projet",
        "donor": "Donateur",
        "keywords": "Mots-clés",
        "responsible": "Bureau administratif responsable de l’OIT",
        "backstopping": "Bureau d’appui technique de l’OIT",
        "symbol": "OIT CD/SYMBOLE",
        "type": "Type d’évaluation",
        "timing": "Calendrier de l’évaluation",
        "nature": "Nature de l’évaluation",
        "project_countries": "Pays du projet",
        "completed": "Date à laquelle l’évaluation a été achevée par l’évaluateur",
        "administrative": "Bureau administratif de l’OIT",
        "technical": "Bureau(x) technique(s) de l’OIT",
        "consultants": "Consultant(s) en évaluation",
        "donor_budget": "Donateur et budget",
        "key_words": "Mots clés",
    },
    "es": {
        "countries": "Países",
        "final": "Evaluación final",
        "midterm": "Evaluación intermedia",
        "mode": "Modalidad de la evaluación",
        "theme": "Área técnica",
        "manager": "Responsable de la evaluación",
        "team": "Equipo de evaluación",
        "started": "Inicio del proyecto",
        "ended": "Fin del proyecto",
        "code": "Código del proyecto",
        "donor": "Donante",
        "keywords": "Palabras clave",
        "responsible": "Oficina administrativa responsable de la OIT",
        "backstopping": "Oficina de apoyo técnico de la OIT",
        "symbol": "OIT CD/SÍMBOLO",
        "type": "Tipo de evaluación",
        "timing": "Momento de la evaluación",
        "nature": "Naturaleza de la evaluación",
        "project_countries": "Países del proyecto",
        "completed": "Fecha en que el evaluador completó la evaluación",
        "administrative": "Oficina administrativa de la OIT",
        "technical": "Oficina(s) técnica(s) de la OIT",
        "consultants": "Consultor(es) de la evaluación",
        "donor_budget": "Donante y presupuesto",
        "key_words": "Palabras clave",
    },
}

HEADINGS = {
    "en": {
        "kicker": "Evaluation Summaries",
        "facts": "Quick Facts",
        "background": "Background & Context",
        "logic": "Summary of the project purpose, logic and structure",
        "situation": "Present situation of the project",
        "scope": "Purpose, scope and clients of the evaluation",
        "method": "Methodology of evaluation",
        "findings": "Main Findings & Conclusions",
        "conclusions": "Conclusions",
        "answers": "Recommendations & Lessons Learned",
        "recommendations": "Main recommendations and follow-up",
        "lessons": "Important lessons learned",
        "practices": "Emerging good practices",
        "including": ", including:",
    },
    "fr": {
        "kicker": "Résumés d’évaluation",
        "facts": "Données essentielles",
        "background": "Contexte",
        "logic": "Résumé de l’objet, de la logique et de la structure du projet",
        "situation": "Situation actuelle du projet",
        "scope": "Objet, portée et clients de l’évaluation",
        "method": "Méthodologie de l’évaluation",
        "findings": "Principales constatations et conclusions",
        "conclusions": "Conclusions",
        "answers": "Recommandations et enseignements tirés",
        "recommendations": "Principales recommandations et suivi",
        "lessons": "Enseignements importants",
        "practices": "Bonnes pratiques émergentes",
        "including": ", notamment :",
    },
    "es": {
        "kicker": "Resúmenes de evaluación",
        "facts": "Datos básicos",
        "background": "Antecedentes y contexto",
        "logic": "Resumen del propósito, la lógica y la estructura del proyecto",
        "situation": "Situación actual del proyecto",
        "scope": "Propósito, alcance y clientes de la evaluación",
        "method": "Metodología de la evaluación",
        "findings": "Principales hallazgos y conclusiones",
        "conclusions": "Conclusiones",
        "answers": "Recomendaciones y lecciones aprendidas",
        "recommendations": "Principales recomendaciones y seguimiento",
        "lessons": "Lecciones aprendidas importantes",
        "practices": "Buenas prácticas emergentes",
        "including": ", en particular:",
    },
}

PROSE = {
    "en": {
        "logic": "The project works with the ministry of labour and the social partners in four "
        "provinces. Its logic rests on two ideas: that advice is taken where those who need it "
        "ask for it, and that a service outlives a project only where a budget line carries it. "
        "It has three outcomes, each with an officer of its own.",
        "situation": "At the time of writing all three outcomes are under way; the last of the "
        "training courses was put off to the spring because of elections.",
        "scope": "The evaluation asks whether the project reached what it set out to reach, and "
        "what a second phase should do otherwise. It covers the whole period and all provinces. "
        "Its clients are the constituents, the donor and the units that back the project.",
        "method": "The evaluator read the documents of the project, spoke with sixty-one persons, "
        "of whom half were women, and visited three sites. What was heard was set against the "
        "monitoring data and discussed at a workshop on the last day.",
        "conclusions": "On the whole the project did what was asked of it at a reasonable cost. "
        "What it began will last where the provinces took it over, and elsewhere it is in doubt.",
        "note": "Two interviews were held by telephone.",
    },
    "fr": {
        "logic": "Le projet travaille avec le ministère du travail et les partenaires sociaux dans "
        "quatre provinces. Sa logique tient à deux idées : un conseil est suivi là où il est "
        "demandé, et un service ne survit au projet que s’il a sa ligne au budget. Il vise trois "
        "résultats, confiés chacun à un responsable.",
        "situation": "Au moment de la rédaction, les trois résultats sont en cours ; la dernière "
        "des formations a été reportée au printemps en raison des élections.",
        "scope": "L’évaluation cherche à savoir si le projet a atteint ce qu’il visait et ce "
        "qu’une deuxième phase devrait faire autrement. Elle porte sur toute la période et sur "
        "toutes les provinces. Ses clients sont les mandants, le donateur et les unités d’appui.",
        "method": "L’évaluatrice a lu les documents du projet, rencontré soixante et une "
        "personnes, dont la moitié de femmes, et visité trois sites. Ce qu’elle a entendu a été "
        "confronté aux données de suivi et débattu lors d’un atelier le dernier jour.",
        "conclusions": "Dans l’ensemble, le projet a fait ce qui lui était demandé à un coût "
        "raisonnable. Ce qu’il a commencé durera là où les provinces l’ont repris.",
        "note": "Deux entretiens ont eu lieu par téléphone.",
    },
    "es": {
        "logic": "El proyecto trabaja con el ministerio de trabajo y los interlocutores sociales "
        "en cuatro provincias. Su lógica descansa en dos ideas: un consejo se sigue allí donde se "
        "pide, y un servicio solo sobrevive al proyecto si tiene su línea en el presupuesto. "
        "Persigue tres resultados, cada uno con su responsable.",
        "situation": "Al momento de escribir, los tres resultados están en marcha; el último de "
        "los cursos se aplazó hasta la primavera a causa de las elecciones.",
        "scope": "La evaluación pregunta si el proyecto logró lo que se propuso y qué debería "
        "hacer de otro modo una segunda fase. Abarca todo el período y todas las provincias. Sus "
        "clientes son los mandantes, el donante y las unidades que apoyan el proyecto.",
        "method": "La evaluadora leyó los documentos del proyecto, habló con sesenta y una "
        "personas, la mitad de ellas mujeres, y visitó tres lugares. Lo escuchado se contrastó "
        "con los datos de seguimiento y se debatió en un taller el último día.",
        "conclusions": "En conjunto, el proyecto hizo lo que se le pidió a un costo razonable. Lo "
        "que comenzó perdurará allí donde las provincias lo asumieron.",
        "note": "Dos entrevistas se hicieron por teléfono.",
    },
}

CRITERIA = {
    "en": ["Relevance", "Coherence", "Effectiveness", "Efficiency", "Impact", "Sustainability"],
    "fr": ["Pertinence", "Cohérence", "Efficacité", "Efficience", "Impact", "Durabilité"],
    "es": ["Pertinencia", "Coherencia", "Eficacia", "Eficiencia", "Impacto", "Sostenibilidad"],
}
