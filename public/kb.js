// What a page of the knowledge base does beyond being read: videos load when they are pressed, and dates show in the
// reader's own zone.
const day = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium" });
for (const time of document.querySelectorAll(".facts time")) time.textContent = day.format(new Date(time.dateTime));

addEventListener("click", (event) => {
  const figure = event.target.closest?.("[data-embed]");
  if (!figure || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const player = document.createElement("iframe");
  player.src = figure.dataset.embed;
  player.allow = "fullscreen; picture-in-picture";
  player.referrerPolicy = "strict-origin-when-cross-origin";
  figure.replaceChildren(player);
  player.focus();
});
