"""What others may do with the content: as LICENSE-CONTENT says it, for `daten.json`, for pages and for machines that read them."""

from plugins.opendata.datafile import Licence

LICENCE = Licence(
    name="Creative Commons Namensnennung 4.0 International (CC BY 4.0)",
    spdx="CC-BY-4.0",
    url="https://creativecommons.org/licenses/by/4.0/",
    attribution="Modellorte contributors",
    scope="Sie gilt für diese Angaben und für die Texte und Zeichnungen der Website, für Fotos nur, wo es dabeisteht.",
)
