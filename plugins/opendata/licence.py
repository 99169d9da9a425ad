"""What others may do with the content: as LICENSE-CONTENT says it, for `daten.json`, for pages and for machines that read them."""

from typing import Annotated

from pydantic import Field

from plugins.network.frozen import frozen
from plugins.opendata.entries import Web


@frozen(kw_only=True)
class Licence:
    """Unter welchen Bedingungen alle die Daten benutzen dürfen."""

    name: str
    spdx: Annotated[str, Field(description="Ihre Kennung auf spdx.org.")]
    url: Web
    attribution: Annotated[str, Field(description="Wer bei einer Nutzung zu nennen ist.")]
    scope: Annotated[str, Field(description="Wofür sie gilt und wofür nicht.")]


LICENCE = Licence(
    name="Creative Commons Namensnennung 4.0 International (CC BY 4.0)",
    spdx="CC-BY-4.0",
    url="https://creativecommons.org/licenses/by/4.0/",
    attribution="Modellorte contributors",
    scope="Sie gilt für diese Angaben und für die Texte und Zeichnungen der Website, für Fotos nur, wo es dabeisteht.",
)
