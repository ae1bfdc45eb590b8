"""Countries, areas and regions of UN M49 (Standard country or area codes for statistical use)."""

AREAS = """\
001||world|||World
002|001|region|||Africa
015|002|sub_region|||Northern Africa
202|002|sub_region|||Sub-Saharan Africa
014|202|sub_region|||Eastern Africa
017|202|sub_region|||Middle Africa
018|202|sub_region|||Southern Africa
011|202|sub_region|||Western Africa
019|001|region|||Americas
419|019|sub_region|||Latin America and the Caribbean
029|419|sub_region|||Caribbean
013|419|sub_region|||Central America
005|419|sub_region|||South America
021|019|sub_region|||Northern America
142|001|region|||Asia
143|142|sub_region|||Central Asia
030|142|sub_region|||Eastern Asia
035|142|sub_region|||South-eastern Asia
034|142|sub_region|||Southern Asia
145|142|sub_region|||Western Asia
150|001|region|||Europe
151|150|sub_region|||Eastern Europe
154|150|sub_region|||Northern Europe
039|150|sub_region|||Southern Europe
155|150|sub_region|||Western Europe
009|001|region|||Oceania
053|009|sub_region|||Australia and New Zealand
054|009|sub_region|||Melanesia
057|009|sub_region|||Micronesia
061|009|sub_region|||Polynesia
012|015|country|DZ|DZA|Algeria
818|015|country|EG|EGY|Egypt
434|015|country|LY|LBY|Libya
504|015|country|MA|MAR|Morocco
729|015|country|SD|SDN|Sudan
788|015|country|TN|TUN|Tunisia
732|015|country|EH|ESH|Western Sahara
086|014|country|IO|IOT|British Indian Ocean Territory
108|014|country|BI|BDI|Burundi
174|014|country|KM|COM|Comoros
262|014|country|DJ|DJI|Djibouti
232|014|country|ER|ERI|Eritrea
231|014|country|ET|ETH|Ethiopia
260|014|country|TF|ATF|French Southern Territories
404|014|country|KE|KEN|Kenya
450|014|country|MG|MDG|Madagascar
454|014|country|MW|MWI|Malawi
480|014|country|MU|MUS|Mauritius
175|014|country|YT|MYT|Mayotte
508|014|country|MZ|MOZ|Mozambique
638|014|country|RE|REU|Réunion
646|014|country|RW|RWA|Rwanda
690|014|country|SC|SYC|Seychelles
706|014|country|SO|SOM|Somalia
728|014|country|SS|SSD|South Sudan
800|014|country|UG|UGA|Uganda
834|014|country|TZ|TZA|United Republic of Tanzania
894|014|country|ZM|ZMB|Zambia
716|014|country|ZW|ZWE|Zimbabwe
024|017|country|AO|AGO|Angola
120|017|country|CM|CMR|Cameroon
140|017|country|CF|CAF|Central African Republic
148|017|country|TD|TCD|Chad
178|017|country|CG|COG|Congo
180|017|country|CD|COD|Democratic Republic of the Congo
226|017|country|GQ|GNQ|Equatorial Guinea
266|017|country|GA|GAB|Gabon
678|017|country|ST|STP|Sao Tome and Principe
072|018|country|BW|BWA|Botswana
748|018|country|SZ|SWZ|Eswatini
426|018|country|LS|LSO|Lesotho
516|018|country|NA|NAM|Namibia
710|018|country|ZA|ZAF|South Africa
204|011|country|BJ|BEN|Benin
854|011|country|BF|BFA|Burkina Faso
132|011|country|CV|CPV|Cabo Verde
384|011|country|CI|CIV|Côte d’Ivoire
270|011|country|GM|GMB|Gambia
288|011|country|GH|GHA|Ghana
324|011|country|GN|GIN|Guinea
624|011|country|GW|GNB|Guinea-Bissau
430|011|country|LR|LBR|Liberia
466|011|country|ML|MLI|Mali
478|011|country|MR|MRT|Mauritania
562|011|country|NE|NER|Niger
566|011|country|NG|NGA|Nigeria
654|011|country|SH|SHN|Saint Helena
686|011|country|SN|SEN|Senegal
694|011|country|SL|SLE|Sierra Leone
768|011|country|TG|TGO|Togo
660|029|country|AI|AIA|Anguilla
028|029|country|AG|ATG|Antigua and Barbuda
533|029|country|AW|ABW|Aruba
044|029|country|BS|BHS|Bahamas
052|029|country|BB|BRB|Barbados
535|029|country|BQ|BES|Bonaire, Sint Eustatius and Saba
092|029|country|VG|VGB|British Virgin Islands
136|029|country|KY|CYM|Cayman Islands
192|029|country|CU|CUB|Cuba
531|029|country|CW|CUW|Curaçao
212|029|country|DM|DMA|Dominica
214|029|country|DO|DOM|Dominican Republic
308|029|country|GD|GRD|Grenada
312|029|country|GP|GLP|Guadeloupe
332|029|country|HT|HTI|Haiti
388|029|country|JM|JAM|Jamaica
474|029|country|MQ|MTQ|Martinique
500|029|country|MS|MSR|Montserrat
630|029|country|PR|PRI|Puerto Rico
652|029|country|BL|BLM|Saint Barthélemy
659|029|country|KN|KNA|Saint Kitts and Nevis
662|029|country|LC|LCA|Saint Lucia
663|029|country|MF|MAF|Saint Martin (French Part)
670|029|country|VC|VCT|Saint Vincent and the Grenadines
534|029|country|SX|SXM|Sint Maarten (Dutch part)
780|029|country|TT|TTO|Trinidad and Tobago
796|029|country|TC|TCA|Turks and Caicos Islands
850|029|country|VI|VIR|United States Virgin Islands
084|013|country|BZ|BLZ|Belize
188|013|country|CR|CRI|Costa Rica
222|013|country|SV|SLV|El Salvador
320|013|country|GT|GTM|Guatemala
340|013|country|HN|HND|Honduras
484|013|country|MX|MEX|Mexico
558|013|country|NI|NIC|Nicaragua
591|013|country|PA|PAN|Panama
032|005|country|AR|ARG|Argentina
068|005|country|BO|BOL|Bolivia (Plurinational State of)
074|005|country|BV|BVT|Bouvet Island
076|005|country|BR|BRA|Brazil
152|005|country|CL|CHL|Chile
170|005|country|CO|COL|Colombia
218|005|country|EC|ECU|Ecuador
238|005|country|FK|FLK|Falkland Islands (Malvinas)
254|005|country|GF|GUF|French Guiana
328|005|country|GY|GUY|Guyana
600|005|country|PY|PRY|Paraguay
604|005|country|PE|PER|Peru
239|005|country|GS|SGS|South Georgia and the South Sandwich Islands
740|005|country|SR|SUR|Suriname
858|005|country|UY|URY|Uruguay
862|005|country|VE|VEN|Venezuela (Bolivarian Republic of)
060|021|country|BM|BMU|Bermuda
124|021|country|CA|CAN|Canada
304|021|country|GL|GRL|Greenland
666|021|country|PM|SPM|Saint Pierre and Miquelon
840|021|country|US|USA|United States of America
398|143|country|KZ|KAZ|Kazakhstan
417|143|country|KG|KGZ|Kyrgyzstan
762|143|country|TJ|TJK|Tajikistan
795|143|country|TM|TKM|Turkmenistan
860|143|country|UZ|UZB|Uzbekistan
156|030|country|CN|CHN|China
344|030|country|HK|HKG|China, Hong Kong Special Administrative Region
446|030|country|MO|MAC|China, Macao Special Administrative Region
408|030|country|KP|PRK|Democratic People's Republic of Korea
392|030|country|JP|JPN|Japan
496|030|country|MN|MNG|Mongolia
410|030|country|KR|KOR|Republic of Korea
096|035|country|BN|BRN|Brunei Darussalam
116|035|country|KH|KHM|Cambodia
360|035|country|ID|IDN|Indonesia
418|035|country|LA|LAO|Lao People's Democratic Republic
458|035|country|MY|MYS|Malaysia
104|035|country|MM|MMR|Myanmar
608|035|country|PH|PHL|Philippines
702|035|country|SG|SGP|Singapore
764|035|country|TH|THA|Thailand
626|035|country|TL|TLS|Timor-Leste
704|035|country|VN|VNM|Viet Nam
004|034|country|AF|AFG|Afghanistan
050|034|country|BD|BGD|Bangladesh
064|034|country|BT|BTN|Bhutan
356|034|country|IN|IND|India
364|034|country|IR|IRN|Iran (Islamic Republic of)
462|034|country|MV|MDV|Maldives
524|034|country|NP|NPL|Nepal
586|034|country|PK|PAK|Pakistan
144|034|country|LK|LKA|Sri Lanka
051|145|country|AM|ARM|Armenia
031|145|country|AZ|AZE|Azerbaijan
048|145|country|BH|BHR|Bahrain
196|145|country|CY|CYP|Cyprus
268|145|country|GE|GEO|Georgia
368|145|country|IQ|IRQ|Iraq
376|145|country|IL|ISR|Israel
400|145|country|JO|JOR|Jordan
414|145|country|KW|KWT|Kuwait
422|145|country|LB|LBN|Lebanon
512|145|country|OM|OMN|Oman
634|145|country|QA|QAT|Qatar
682|145|country|SA|SAU|Saudi Arabia
275|145|country|PS|PSE|State of Palestine
760|145|country|SY|SYR|Syrian Arab Republic
792|145|country|TR|TUR|Türkiye
784|145|country|AE|ARE|United Arab Emirates
887|145|country|YE|YEM|Yemen
112|151|country|BY|BLR|Belarus
100|151|country|BG|BGR|Bulgaria
203|151|country|CZ|CZE|Czechia
348|151|country|HU|HUN|Hungary
616|151|country|PL|POL|Poland
498|151|country|MD|MDA|Republic of Moldova
642|151|country|RO|ROU|Romania
643|151|country|RU|RUS|Russian Federation
703|151|country|SK|SVK|Slovakia
804|151|country|UA|UKR|Ukraine
248|154|country|AX|ALA|Åland Islands
208|154|country|DK|DNK|Denmark
233|154|country|EE|EST|Estonia
234|154|country|FO|FRO|Faroe Islands
246|154|country|FI|FIN|Finland
831|154|country|GG|GGY|Guernsey
352|154|country|IS|ISL|Iceland
372|154|country|IE|IRL|Ireland
833|154|country|IM|IMN|Isle of Man
832|154|country|JE|JEY|Jersey
428|154|country|LV|LVA|Latvia
440|154|country|LT|LTU|Lithuania
578|154|country|NO|NOR|Norway
744|154|country|SJ|SJM|Svalbard and Jan Mayen Islands
752|154|country|SE|SWE|Sweden
826|154|country|GB|GBR|United Kingdom of Great Britain and Northern Ireland
008|039|country|AL|ALB|Albania
020|039|country|AD|AND|Andorra
070|039|country|BA|BIH|Bosnia and Herzegovina
191|039|country|HR|HRV|Croatia
292|039|country|GI|GIB|Gibraltar
300|039|country|GR|GRC|Greece
336|039|country|VA|VAT|Holy See
380|039|country|IT|ITA|Italy
470|039|country|MT|MLT|Malta
499|039|country|ME|MNE|Montenegro
807|039|country|MK|MKD|North Macedonia
620|039|country|PT|PRT|Portugal
674|039|country|SM|SMR|San Marino
688|039|country|RS|SRB|Serbia
705|039|country|SI|SVN|Slovenia
724|039|country|ES|ESP|Spain
040|155|country|AT|AUT|Austria
056|155|country|BE|BEL|Belgium
250|155|country|FR|FRA|France
276|155|country|DE|DEU|Germany
438|155|country|LI|LIE|Liechtenstein
442|155|country|LU|LUX|Luxembourg
492|155|country|MC|MCO|Monaco
528|155|country|NL|NLD|Netherlands (Kingdom of the)
756|155|country|CH|CHE|Switzerland
036|053|country|AU|AUS|Australia
162|053|country|CX|CXR|Christmas Island
166|053|country|CC|CCK|Cocos (Keeling) Islands
334|053|country|HM|HMD|Heard Island and McDonald Islands
554|053|country|NZ|NZL|New Zealand
574|053|country|NF|NFK|Norfolk Island
242|054|country|FJ|FJI|Fiji
540|054|country|NC|NCL|New Caledonia
598|054|country|PG|PNG|Papua New Guinea
090|054|country|SB|SLB|Solomon Islands
548|054|country|VU|VUT|Vanuatu
316|057|country|GU|GUM|Guam
296|057|country|KI|KIR|Kiribati
584|057|country|MH|MHL|Marshall Islands
583|057|country|FM|FSM|Micronesia (Federated States of)
520|057|country|NR|NRU|Nauru
580|057|country|MP|MNP|Northern Mariana Islands
585|057|country|PW|PLW|Palau
581|057|country|UM|UMI|United States Minor Outlying Islands
016|061|country|AS|ASM|American Samoa
184|061|country|CK|COK|Cook Islands
258|061|country|PF|PYF|French Polynesia
570|061|country|NU|NIU|Niue
612|061|country|PN|PCN|Pitcairn
882|061|country|WS|WSM|Samoa
772|061|country|TK|TKL|Tokelau
776|061|country|TO|TON|Tonga
798|061|country|TV|TUV|Tuvalu
876|061|country|WF|WLF|Wallis and Futuna Islands
010|001|country|AQ|ATA|Antarctica
"""
