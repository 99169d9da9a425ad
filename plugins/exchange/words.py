"""What the Projektbörse knows of German: words that say nothing, and words that belong together. Data for `german`."""

SILENT = """
aber alle allem allen aller alles als also am an ander andere anderem anderen anderer anderes ans auch auf aus außer beim
bei beide beiden bin bis bist da dabei dafür daher damit danach daneben dann daran darauf daraus darf darin darum das dass
davon davor dazu dein deine deinem deinen deiner dem den denen denn der deren derer des dessen dich die dies diese diesem
diesen dieser dieses dir doch dort du durch dürfen ein eine einem einen einer eines einige einmal er erst es etwa etwas euch
euer eure eurem euren eurer fast ferner für fürs ganz gegen gegenüber gerade gern gerne habe haben habt hat hatte her
herunter hier hin hinter hinterher ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im immer in ins ist ja je jede jedem jeden
jeder jedes jemand jemanden jemandem jene kann kein keine keinem keinen keiner können könnt man manche mehr mein meine mich
mir mit möchte möchten muss müssen nach neben nicht nichts nie niemand nimmer noch nun nur ob oben oder ohne per pro rund
samt schon sehr sein seine seinem seinen seiner sagen sagt seit selbst sich sie sind so sobald sogar solche soll sollen sonst sowie
statt über überall übers übrig um und uns unser unsere unserem unseren unserer unten unter viel viele vielen vielleicht vom
von vor war was wegen weil weiter welche welchem welchen welcher welches wem wen wenig wenige weniger wenn wer werden wie
wieder will wir wird wo wohin wohl wollen worum würde zu zum zur zusammen zwischen z b bzw etc usw
"""
"""Words that only hold a sentence together."""

PREPOSITIONS = """
mit für zum zur auf an am im in bei beim aus vom von über unter nach vor gegen zwischen ohne um fürs ins samt
"""
"""What follows these says something of the thing before them: „ein Beamer für den Saal“ seeks no hall."""

WEAK = """
leute mensch person mann frau kind gast hand rentner rentnerin profi fachkraft dorf ort ortsteil gemeinde nachbar nachbarn nachbarin kreis region verein gruppe runde team
arbeitskreis mitglied ehrenamt ehrenamtlich freiwillig projekt vorhaben idee aktion angebot platz stelle fläche stück teil
paar ende anfang seite sache ding art form weise größe höhe länge meter zentimeter kilometer liter kilo zoll prozent euro
preis geld kosten zeit zeitraum tag abend morgen mittag nachmittag vormittag nacht woche wochenende monat jahr stunde minute
uhr mal frühling frühjahr sommer herbst winter ferien alltag samstag sonntag montag dienstag mittwoch donnerstag freitag
januar februar märz april mai juni juli august september oktober november dezember werktag
erfahrung wissen rat beratung hilfe helfer unterstützung anleitung vorlage muster beispiel vorschlag tipp liste plan ablauf
gelegenheit möglichkeit kurs workshop termin treff treffen treffpunkt dienst besuch kontakt adresse stand bedarf anleitung einweisung einführung
gerät material haus gebäude anlage zentrum maschine apparat kasten kiste platte koffer mobil wagen system werk stoff mittel ständer station box zurück
suchen gesucht finden bieten brauchen helfen zeigen kennen auskennen machen tun geben nehmen kommen vorbeikommen gehen
stehen stellen bringen mitbringen holen abholen abholung selbstabholer leihen ausleihen verleihen verleih leih teilen nutzen
benutzen haben sein bleiben lassen liegen führen erklären anleiten beraten mitmachen mitkommen schauen sehen
fragen anfragen heißen lohnen taugen reichen schaffen verschenken abgeben anpacken betreiben üben lernen
groß klein alt jung neu neue gut gebraucht frei offen fertig eigen gemeinsam kurz lang breit stark schwer leicht hoch tief warm
kalt trocken voll leer schön wichtig wirklich einfach kostenlos möglichst geübt stabil dick viele eins zwei drei vier fünf sechs
sieben acht neun zehn elf zwölf dreizehn zwanzig dreißig vierzig fünfzig hundert dutzend einzeln zweite dritte erste letzte
lieblings täglich wöchentlich monatlich werktags abends morgens mittags nachmittags vormittags
"""
"""Words that stand in nearly every text of the Projektbörse: they are no reason, and a compound is split at them."""

FAMILIES = """
schnitt schneiden geschnitten beschneiden schneidet stutzen
pflanze pflanzung bepflanzen anpflanzen
saat säen aussaat
mähen mahd mäher
gießen gegossen bewässern
blüte blühen
garten gärtnern
fahren fahrt fährt gefahren fahrer fahrerin
mitfahren mitgenommen mitnehmen
rad fahrrad radeln
lastenrad lastenfahrrad
e-bike elektrofahrrad elektrorad pedelec
auto pkw
traktor trecker schlepper
ladesäule ladestation ladepunkt wallbox
laden lade geladen aufladen
solar photovoltaik sonnenstrom
heizen heizung geheizt
dämmung dämmen
messen messung gemessen
strom elektrizität
müll abfall
putzen geputzt reinigen reinigung
bauen bau aufbau aufbauen abbau abbauen
zaun zäune
reparatur reparieren
streichen gestrichen anstrich anstreichen anstreicher
lager unterstellen
barrierefrei stufenlos
mittagstisch mittagessen
backen gebacken
beamer projektor
lautsprecher musikanlage
website webseite internetseite homepage internetauftritt
lesen liest gelesen vorlesen vorliest vorleser vorleserin
schreiben geschrieben
druck drucken
buchung buchen
umfrage fragebogen befragung befragen
antrag beantragen
förderung fördern fördermittel zuschuss
genehmigung genehmigen
rechnung abrechnung
führung rundgang besichtigung besichtigen
übersetzung übersetzen übersetzer dolmetscher dolmetschen
film kino
fest feier feiern
spiel spielen
wandern wanderung
kindergarten kita
feuerwehr löschgruppe
vereinsheim bürgerhaus gemeindehaus dorfgemeinschaftshaus
imker imkerei
flyer faltblatt handzettel
plakat aushang
kuchen torte gebäck
chor gesangverein
weihnachtsbaum christbaum
defibrillator defi
laptop notebook
schwimmbad freibad
senioren ältere
jugend jugendliche
kochen koch köche köchin köchinnen gekocht
nähen näherin genäht
fällen fällt gefällt fällung
fegen kehren
singen gesang sänger gesungen
tanz tanzen tänzer getanzt
foto fotografieren fotograf fotografin fotografie
smartphone handy
spende spenden spender gespendet
sponsor sponsern
häcksler häckseln schredder
freischneider motorsense rasentrimmer
kettensäge motorsäge
hochdruckreiniger kärcher
schulung lehrgang fortbildung
bücherei bibliothek
buchhaltung buchführung kassenführung
umzug umziehen
spülen abwasch
zapfen ausschank
bedienung bedienen kellner kellnern
"""
"""One word a line, in forms and with synonyms that no stemmer brings together; the first names it."""

PARTS = """
bachlauf zeltlager abfall abstand acker akkordeon akku akte alarm allee altar anhänger ankunft anschluss apfel app archiv arzt asphalt
ast auskunft ausland automat axt bach backstein bad bagger bahn bahnhof balken ball bank baum baustein becher beere
beet behälter beifall beleuchtung bestand besteck beton bett bier biergarten bild bilder bildschirm birne blume bohle
bohrer boot bote boule bremse brett brief brot brunnen brücke buch bus busch bühne café carsharing chor
chronik code computer dach daten datenbank decke denkmal draht drucker dünger eimer einladung eis eltern
energie ente ernte esel essen estrich fahne familie farbe fass feld fenster feuer feuerwehr figur fisch fledermaus
fleisch fliese floß fluss freund friedhof frosch funk futter gabel gans garn gatter gegenstand geländer gemüse
gerüst geschichte geschirr gesellschaft gesicht getreide gewächshaus gitarre glas glasfaser glocke grab graben grill
hacke halle halt haltung hammer handel handwerk handy hang harke hase haufen hecke heft helm herd heu hobel hof holz
honig huhn hund hör hütte igel imker insekt kabel kaffee kalender kamera kamerad kanu kapelle karre karte kartoffel
katze keller kerze kette kies kind kindergarten kino kirche kirmes kirsche kissen klapp klasse klavier
kleid kletter klima konto konzert kopf koppel korb kostüm krankenhaus kreuz kräuter kröte kuchen kugel kuh kultur
kunst käse küche kühl kürbis lack lampe land landschaft lasten laterne laub lauf lehm lehrer leine
leinwand leiter leitung lesung licht lied linde luft löffel löt mahl mais mannschaft markt maske matte mauer
messer metall mikrofon milch monitor moor motor mulch museum musik möbel mühle nacht nagel natur nest netz not
obst ofen orchester organisation paket papier park pfad pfahl pfanne pfarr pferd pflege pflug pfosten pilger
plakat pokal pony post presse probe pumpe puppe putz quelle rad radieschen radio rahmen randstein rasen rast
rathaus regal reifen reit rettung rezept rinde rohr roller rollstuhl rose router rübe saal sack saft samen sand sattel
schaf schatten schere scheune schild schirm schlamm schlauch schlitten schläger schmetterling schnee schotter schrank
schraub schuh schule schuppen schwein schweiß schwimm schüssel schützen see seil senior sense silo sirene sitz
software sonne spaten specht spiegel sport sprache sprechstunde stadt stall stamm stammtisch
staude stein stiefel stift storch strauch straße strecke stroh stuhl säge säule tablet tafel tasche tasse
tau taube taxi teer teich teller teppich text theater theke tier tisch tomate tombola tonne topf tor treppe trommel
trompete truhe turm turn turnier ufer uhr umstand umzug unfall unterhaltung urkunde urlaub veranstaltung verband
verkehr versammlung versicherung verstand verwaltung vitrine vogel vorhang waage wald walze wand wappen wasser
weg weide wein weizen werkstatt werkzeug weste widerstand wiese wind wirtschaft wlan wochenmarkt wolle wurst wurzel
wärme wäsche zange zeitung zelt ziege ziegel zoll zug zukunft zustand zweig übung
raum zimmer bestuhlung garnitur hocker pavillon räumlichkeit aula diele tenne lokal garage dachboden remise container unterkunft herberge quartier
kanne kessel toilette podest mikro verstärker scheinwerfer leuchte strahler aggregat generator kopierer transporter bulli radlader
frontlader schaufel gerüst pritsche latte kantholz klinker schotter splitt erde kompost humus lasur schreiner tischler elektriker
band musiker stiftung satzung fernseher boden wegweiser staude setzling ableger steckling
stellwand flipchart trainer girlande matratze notar anwalt architekt logo layout feuerschale
stellfläche ersthelfer geldgeber handwagen zimmermann leiterwagen
"""
"""Words that compounds are made of, and words that look like compounds and are none. Those of FAMILIES and WEAK are such words too."""
