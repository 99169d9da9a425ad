"""Kinds of things: what serves the same purpose in a village though it has another name. Read by `terms`.

A list of our own, made of what municipalities let clubs have: rooms (Stadt Lörrach, Satzung zur Miet- und Entgeltordnung:
Hallen, Säle, Aula, Schulräume), dishes (Neufahrn, Geschirr-Verleih: Teller, Tassen, Gläser, Messer, Gabeln, Löffel; Spraitbach,
Geschirrmobil), stages and toilets (Tutzing), and of the tools, materials and services that the sample content speaks of. A
thesaurus like OpenThesaurus knows synonyms („Saal“, „Halle“), but not that who seeks dishes is served with cups.
"""

from collections.abc import Iterable
from functools import cache

from plugins.exchange.german import Part, name_of

KINDS = """
raum räumlichkeit saal halle zimmer aula diele tenne lokal gaststätte bürgerhaus pfarrheim jugendheim veranstaltungsort tagungsort versammlungsort versammlungsstätte
lager halle scheune schuppen garage keller dachboden remise container stellfläche lagerplatz unterstand unterstellplatz unterstellmöglichkeit
übernachtung schlafplatz matratzenlager herberge gästezimmer ferienwohnung unterkunft quartier
tisch bank stuhl hocker garnitur sitzgelegenheit sitzplatz bestuhlung sitzmöbel
zelt pavillon überdachung sonnenschirm sonnensegel
geschirr teller becher tasse glas besteck gabel löffel schüssel kanne
kühlschrank kühlwagen kühlanhänger kühltruhe kühltheke kühlbox kühlmöglichkeit kühlung gefriertruhe gefrierschrank
topf kessel pfanne gulaschkanone feldküche suppentopf
grill smoker fritteuse feldküche
kaffeemaschine kaffeeautomat kaffeevollautomat thermoskanne isolierkanne
spülmobil spülmaschine geschirrspüler geschirrmobil
toilettenwagen klowagen toilette
bühne podest bühnenelement
lautsprecher mikrofon mikro megafon headset beschallung tonanlage tontechnik verstärker mischpult aktivbox
beamer leinwand bildschirm fernseher monitor projektionsfläche
beleuchtung licht lampe leuchte scheinwerfer strahler lichterkette lichtanlage lichttechnik
stromerzeuger aggregat generator notstrom
kabeltrommel verlängerungskabel stromverteiler
computer laptop tablet pc
drucker kopierer plotter
anhänger transporter lieferwagen lkw pritsche transport
kleinbus bulli neunsitzer mannschaftswagen
bagger radlader frontlader
traktor frontlader
rasenmäher aufsitzmäher rasentraktor freischneider motorsense balkenmäher
säge astschere baumschere hochentaster
spaten schaufel hacke harke grabegabel
werkzeug akkuschrauber bohrmaschine hammer schraubendreher werkzeugkasten werkzeugkoffer
leiter gerüst hubsteiger hebebühne arbeitsbühne
hochdruckreiniger kehrmaschine dampfreiniger
schneefräse schneeschieber schneepflug räumschild
betonmischer mischmaschine zementmischer
pumpe tauchpumpe
absperrung bauzaun absperrgitter absperrband
hüpfburg spielmobil
holz brett balken bohle latte kantholz diele
pflaster stein ziegel klinker randstein
kies schotter splitt sand
erde boden humus kompost
farbe lack lasur
zaun maschendraht pfosten pfahl
staude strauch setzling ableger steckling jungpflanze pflanze
saat blühmischung
umzug möbel möbelpacker
kochen koch
ausschank zapfen bedienung theke
chor band musiker orchester blaskapelle spielmannszug
kinderbetreuung babysitter
ordner streckenposten verkehrsposten absperrung
sanitäter ersthelfer
tischler schreiner zimmermann
elektriker elektrofachkraft elektroniker
foto fotograf
sponsor geldgeber spender stiftung förderer
förderung stiftung
satzung vereinsrecht
carsharing dorfauto elektroauto
stellwand pinnwand flipchart schautafel
zapfanlage ausschankwagen bierwagen
popcornmaschine waffeleisen zuckerwatte
bollerwagen handwagen leiterwagen
funkgerät walkie-talkie
feuerschale feuerkorb
regal schrank vitrine
matratze feldbett isomatte
kamera camcorder
wlan router freifunk hotspot
gestaltung layout grafiker logo
architekt statiker
notar anwalt vereinsrecht
mulch hackschnitzel rindenmulch
blühwiese blühstreifen blühfläche
trainer übungsleiter
chorleiter dirigent
nachhilfe sprachkurs deutschkurs
fahnen wimpel girlande
"""
"""One kind a line. Within a category two things of one kind belong together. Words that the stemmer takes for others stand on
no line („Messer“ and „messen“, „Rechner“ and „rechnen“, „Kocher“ and „kochen“)."""
MARK = "≈"
"""What the name of a kind begins with: no word does."""


def kinds_of(word: str, parts: Iterable[Part]) -> list[str]:
    """The kinds of thing that a word (in lower case) names, or that its end names: „Klapptische“ are tables. `parts`: its parts."""
    names = dict.fromkeys((name_of(word), *(part.term for part in parts if part.last)))
    return [kind for name in names for kind in _table().get(name, ())]


@cache
def _table() -> dict[str, list[str]]:
    """Term → its kinds."""
    table: dict[str, list[str]] = {}
    for line in KINDS.strip().splitlines():
        names = [name_of(word) for word in line.split()]
        for name in dict.fromkeys(names):
            table.setdefault(name, []).append(MARK + names[0])
    return table
