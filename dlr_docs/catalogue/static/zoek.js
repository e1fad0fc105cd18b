// Zoekt in wat op deze site staat; er gaat niets naar buiten.
"use strict";
(() => {
  const veld = document.getElementById("zoekveld");
  const lijst = document.getElementById("treffers");
  const gevonden = document.getElementById("gevonden");
  const meeste = 50;
  document.getElementById("zoeken").hidden = false;
  veld.addEventListener("input", () => {
    const woorden = veld.value.toLowerCase().split(/\s+/).filter(Boolean);
    const alle = woorden.length === 0 ? [] : window.zoekgegevens.filter(([, titel, zin, tekst]) => {
      const waar = `${titel} ${zin} ${tekst}`.toLowerCase();
      return woorden.every((woord) => waar.includes(woord));
    });
    lijst.replaceChildren(...alle.slice(0, meeste).map(([adres, titel, zin]) => {
      const link = document.createElement("a");
      link.href = adres;
      link.textContent = titel;
      const regel = document.createElement("li");
      regel.append(link, ` ${zin}`);
      return regel;
    }));
    const meer = alle.length > meeste ? `, de eerste ${meeste} staan hieronder` : "";
    gevonden.textContent = woorden.length === 0 ? "" : `${alle.length} gevonden${meer}`;
  });
})();
