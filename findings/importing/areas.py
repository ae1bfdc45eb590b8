"""Names of countries and regions, as sources write them, to areas of UN M49."""

from projects.models import Area

from .naming import name_key

# What M49 names otherwise, does not name any more, or holds in several of its regions.
OTHERWISE = {
    "Inter-Regional": ["001"], "Global": ["001"], "Worldwide": ["001"],
    "Africa - regional": ["002"],
    "Americas - regional": ["019"], "Latin America": ["419"],
    "Latin America and the Caribbean - regional": ["419"],
    "Asia and the Pacific": ["142", "009"], "Asia and the Pacific - regional": ["142", "009"],
    "Asia - regional": ["142"], "Europe - regional": ["150"],
    "Europe and Central Asia": ["150", "143"], "Europe and Central Asia - regional": ["150", "143"],
    "Arab States": ["145"], "Arab States - regional": ["145"], "Middle East": ["145"],
    "East Timor": ["626"], "North Macedonia": ["807"],
    "The former Yugoslav Republic of Macedonia": ["807"], "Macedonia": ["807"],
    "Occupied Palestinian Territory": ["275"], "Occupied Palestinian Territories": ["275"],
    "Palestine": ["275"], "West Bank and Gaza Strip": ["275"],
    "Serbia and Montenegro": ["688", "499"],
    "Turkey": ["792"], "Moldova": ["498"], "Bolivia": ["068"], "Venezuela": ["862"],
    "Tanzania": ["834"], "Viet Nam": ["704"], "Vietnam": ["704"], "Laos": ["418"],
    "Lao PDR": ["418"], "Iran": ["364"], "Syria": ["760"], "Russia": ["643"], "Brunei": ["096"],
    "Korea, South": ["410"], "South Korea": ["410"], "Korea, Republic of": ["410"],
    "Ivory Coast": ["384"], "Cape Verde": ["132"], "Swaziland": ["748"], "Burma": ["104"],
    "Democratic Republic of Congo": ["180"], "DR Congo": ["180"], "Czech Republic": ["203"],
    "United Kingdom": ["826"], "UK": ["826"], "USA": ["840"], "United States": ["840"],
    "Netherlands": ["528"], "Hong Kong": ["344"], "Hong Kong, China": ["344"],
    "Macau": ["446"], "Micronesia": ["583"], "St. Lucia": ["662"],
    "Kosovo, UN Protectorate": ["XKX"], "Kosovo": ["XKX"],
}  # fmt: skip


class Areas:
    """The areas of the database, by the names that sources give them."""

    def __init__(self):
        rows = list(Area.objects.values_list("code", "name", "pk"))
        by_code = {code: pk for code, _, pk in rows}
        self.named = {
            name_key(name): [by_code[code] for code in codes]
            for name, codes in OTHERWISE.items()
            if by_code.keys() >= set(codes)
        } | {name_key(name): [pk] for _, name, pk in rows}
        self.names = {name for _, name, _ in rows}

    def find(self, names):
        """Return (keys of the areas, names as printed, names that are no area here).

        As printed is "" where it reads as the areas' own names do.
        """
        found = {name: self.named.get(name_key(name), []) for name in names}
        keys = list(dict.fromkeys(key for areas in found.values() for key in areas))
        printed = "" if self.names.issuperset(names) else ", ".join(names)
        return keys, printed, [name for name, areas in found.items() if not areas]
