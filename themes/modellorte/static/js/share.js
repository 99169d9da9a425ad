/* Shares a page with whatever the phone has for that; where it has nothing, copies its address. Without it there is the e-mail. */

for (const button of document.querySelectorAll(".share")) {
  const told = button.parentElement.querySelector(".share-told");
  const about = { title: button.dataset.title, url: button.dataset.url };
  const share = navigator.share && navigator.canShare?.(about) !== false;
  if (!share && !navigator.clipboard) continue;
  button.querySelector("span").textContent = share ? "Teilen" : "Link kopieren";
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await (share ? navigator.share(about) : navigator.clipboard.writeText(about.url));
      if (!share) told.textContent = "Der Link ist kopiert.";
    } catch (fault) {
      if (fault.name !== "AbortError") told.textContent = "Das hat nicht geklappt. Kopiere die Adresse oben im Browser.";
    }
  });
}
