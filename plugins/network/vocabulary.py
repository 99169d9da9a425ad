"""The words front matter may choose from, each with the German label a reader sees; records use these types."""

from enum import StrEnum


class Term(StrEnum):
    """One word of a fixed vocabulary: its value stands in front matter, its `label` on the page."""

    label: str

    def __new__(cls, value: str, label: str) -> "Term":
        """Make the member; enum calls this with the pair written beside its name."""
        term = str.__new__(cls, value)
        term._value_ = value
        term.label = label
        return term


class Status(Term):
    """Whether a record is published."""

    PUBLISHED = "published", "veröffentlicht"
    DRAFT = "draft", "Entwurf"


class Stage(Term):
    """How far a project has come, in this order; a project may rest at any time."""

    IDEE = "idee", "Idee"
    PLANUNG = "planung", "Planung"
    UMSETZUNG = "umsetzung", "Umsetzung"
    ABGESCHLOSSEN = "abgeschlossen", "Abgeschlossen"
    RUHT = "ruht", "Ruht"


class Theme(Term):
    """What a project is about."""

    DIGITALISIERUNG = "digitalisierung", "Digitalisierung"
    KLIMA_ENERGIE = "klima-energie", "Klima & Energie"
    DEMOGRAFIE = "demografie", "Demografie"
    MOBILITAET = "mobilitaet", "Mobilität"
    NAHVERSORGUNG = "nahversorgung", "Nahversorgung"
    GEMEINSCHAFT = "gemeinschaft", "Gemeinschaft"
    NATUR = "natur", "Natur"


class StepState(Term):
    """How far a step of a project has come."""

    OFFEN = "offen", "offen"
    LAEUFT = "laeuft", "läuft"
    ERLEDIGT = "erledigt", "erledigt"


class PhaseState(Term):
    """What became of a phase of the coaching in one village."""

    GEHALTEN = "gehalten", "hat stattgefunden"
    LAEUFT = "laeuft", "läuft"
    GEPLANT = "geplant", "geplant"
    ENTFALLEN = "entfallen", "entfallen"
    UNBEKANNT = "unbekannt", "nicht bekannt"


class NoticeType(Term):
    """What a notice on the pin board is."""

    SUCHE = "suche", "Suche"
    BIETE = "biete", "Biete"
    VERSCHENKE = "verschenke", "Verschenke"
    MITFAHREN = "mitfahren", "Mitfahren"
    HILFE = "hilfe", "Hilfe"


class AddressKind(Term):
    """What stands behind an address; the order is the one of the address page (emergencies first)."""

    NOTFALL = "notfall", "Notfall"
    AMT = "amt", "Amt & Verwaltung"
    EINRICHTUNG = "einrichtung", "Einrichtung"
    VEREIN = "verein", "Verein"
    BETRIEB = "betrieb", "Betrieb"

    @property
    def heading(self) -> str:
        """What stands above several."""
        return _HEADINGS.get(self.value, self.label)


_HEADINGS = {
    "amt": "Ämter & Verwaltung",
    "einrichtung": "Einrichtungen",
    "verein": "Vereine",
    "betrieb": "Betriebe",
}


class GroundKind(Term):
    """What a line or an area of a village's map is, in the order in which they are drawn upon each other."""

    WASSER = "wasser", "Teiche und Seen"
    BACH = "bach", "Bäche und Flüsse"
    HAUS = "haus", "Häuser"
    WEG = "weg", "Wege"
    STRASSE = "strasse", "Straßen"
    BAHN = "bahn", "Bahnlinien"


class Access(Term):
    """Whether a place can be reached with a wheelchair."""

    JA = "ja", "stufenlos erreichbar"
    TEILWEISE = "teilweise", "teilweise stufenlos erreichbar"
    NEIN = "nein", "nicht stufenlos erreichbar"


class DestinationKind(Term):
    """In what way the sites are published."""

    FOLDER = "folder", "Ordner auf diesem Rechner"
    SSH = "ssh", "Server, über ssh"
    STATIC = "static", "Ordner zum Hochladen"


class Check(Term):
    """What `./site audit` looks for on every kind of page, as the statement on accessibility says it."""

    REGELN = "regeln", "Automatische Prüfregeln zu WCAG 2.2 AA: auf Handy und Schreibtisch, hell und dunkel"
    ZIELE = "ziele", "Links und Schaltflächen sind mindestens 44 × 44 Pixel groß, außer mitten im Satz"
    UMBRUCH = "umbruch", "Alles passt ohne seitliches Scrollen, ab 320 Pixel Breite und mit weiten Abständen"
    SCHRIFT = "schrift", "Alles passt auch mit doppelt so großer Schrift"
    BEWEGUNG = "bewegung", "Nichts bewegt sich, wenn das Gerät Bewegung abstellt"
    FARBEN = "farben", "Karten und Knöpfe haben auch in selbst gewählten Farben einen Rand"
