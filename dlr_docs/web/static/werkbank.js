// Bovenop de pagina's van de server: bewaart elk antwoord meteen en ververst wat daardoor anders is.
// Zonder dit script doet de knop Bewaar hetzelfde.
"use strict";

document.documentElement.classList.add("met-script");

const formulier = document.querySelector("form[data-bewaar]");
let beurt = Promise.resolve();
let wachten = 0;
let getypt = null; // het vak waarin iemand typt, zolang dat niet is weggestuurd
const gemist = new Set(); // wat niet is bewaard, en later nog eens gaat

// Een antwoord gaat pas weg als het vorige er is, zodat de server ze in volgorde krijgt.
function bewaar(vak) {
  clearTimeout(wachten);
  beurt = beurt.then(() => stuur(vak)).catch(() => nietBewaard(vak, "de werkbank antwoordt niet. Draait zij nog?"));
}

function nietBewaard(vak, reden) {
  delete vak.dataset.bewaard;
  gemist.add(vak);
  meld(`Dit antwoord is niet bewaard: ${reden} Wat u hebt getypt, staat er nog.`);
}

function opnieuw() {
  const vakken = [...gemist];
  gemist.clear();
  for (const vak of vakken) if (formulier.contains(vak)) bewaar(vak);
}

function naamVan(vak) {
  return vak.name.slice(2);
}

async function stuur(vak) {
  const oud = formulier.elements["w:" + naamVan(vak)];
  const isVinkje = vak.type === "checkbox";
  if (!oud || (!isVinkje && vak.dataset.bewaard === vak.value)) return;
  vak.dataset.bewaard = vak.value;
  if (getypt === vak) getypt = null;
  const gegevens = new FormData();
  if (isVinkje) voegVinkjesToe(gegevens, vak.name);
  else gegevens.set(vak.name, vak.value);
  gegevens.set(oud.name, oud.value);
  for (const naam of ["stand", "document", "u:" + naamVan(vak)]) {
    if (formulier.elements[naam]) gegevens.set(naam, formulier.elements[naam].value);
  }
  const lading = new URLSearchParams(gegevens);
  document.body.classList.add("bezig");
  try {
    const antwoord = await fetch(formulier.action, {
      method: "POST",
      headers: { "X-Werkbank": "1" },
      body: lading,
      keepalive: lading.toString().length < 60000, // gaat ook door als iemand de pagina verlaat
    });
    if (antwoord.status === 409) {
      formulier.submit(); // twee keer hetzelfde gewijzigd: de server vraagt wat er moet staan
      return;
    }
    const tekst = await antwoord.text();
    if (!antwoord.ok) {
      vertelWaarom(vak, antwoord.status, ontleed(tekst));
      return;
    }
    verversDelen(ontleed(zonderVragen(tekst)));
    meld("Bewaard.");
    await getekend(); // eerst ziet iemand het document, dan komen de vragen bij
    verversVragen(ontleed(tekst));
    opnieuw();
  } finally {
    document.body.classList.remove("bezig");
  }
}

// De vragen blijven zoals ze zijn, met wat er is getypt.
function vertelWaarom(vak, status, nieuw) {
  const geweigerd = nieuw.getElementById("geweigerd-vak");
  if (geweigerd) document.getElementById("geweigerd-vak").replaceChildren(...geweigerd.childNodes);
  if (geweigerd) nietBewaard(vak, "hieronder staat waarom.");
  else if (status === 403) nietBewaard(vak, "de werkbank is opnieuw gestart. Open het adres dat zij toont.");
  else if (status === 404) nietBewaard(vak, "het bestand is weggehaald of heeft een andere naam.");
  else nietBewaard(vak, "er ging iets mis.");
}

// Van vinkjes bij één vraag gaat mee wat er is aangevinkt, en wat dat was.
function voegVinkjesToe(gegevens, naam) {
  const eerder = "m:" + naam.slice(2);
  gegevens.set(eerder, formulier.elements[eerder].value);
  for (const vinkje of formulier.querySelectorAll("input[type=checkbox]:checked")) {
    if (vinkje.name === naam) gegevens.append(naam, vinkje.value);
  }
}

function meld(tekst) {
  const plek = document.getElementById("melding");
  const regel = document.createElement("p");
  regel.className = "bericht";
  regel.textContent = tekst;
  plek.replaceChildren(regel);
}

function ontleed(tekst) {
  return new DOMParser().parseFromString(tekst, "text/html");
}

// De vragen zijn het grootste deel van de pagina, en het document kan zonder.
function zonderVragen(tekst) {
  const begin = tekst.indexOf("<!--vragen-->");
  const einde = tekst.indexOf("<!--einde vragen-->");
  return begin < 0 || einde < begin ? tekst : tekst.slice(0, begin) + tekst.slice(einde);
}

function getekend() {
  return new Promise((klaar) => {
    requestAnimationFrame(() => setTimeout(klaar, 0));
    setTimeout(klaar, 100); // een venster dat niemand ziet, wordt niet getekend
  });
}

// Zet delen van de nieuwe pagina in de plaats van de oude.
function verversDelen(nieuw) {
  for (const deel of document.querySelectorAll("[data-ververs]")) {
    const ander = nieuw.getElementById(deel.id);
    if (ander) maakGelijk(deel, ander);
  }
}

// Verandert alleen wat anders is, zodat de browser niet het hele document opnieuw hoeft te zetten.
function maakGelijk(oud, nieuw) {
  const hier = [...oud.childNodes];
  const daar = [...nieuw.childNodes];
  if (hier.length !== daar.length) {
    oud.replaceChildren(...daar);
    return;
  }
  hier.forEach((knoop, nummer) => {
    const ander = daar[nummer];
    if (knoop.isEqualNode(ander)) return;
    if (knoop.nodeType === Node.TEXT_NODE && ander.nodeType === Node.TEXT_NODE) knoop.data = ander.data;
    else if (knoop.nodeName === ander.nodeName && zelfdeKenmerken(knoop, ander)) maakGelijk(knoop, ander);
    else knoop.replaceWith(ander);
  });
}

function zelfdeKenmerken(een, ander) {
  return een.nodeType === Node.ELEMENT_NODE && een.cloneNode(false).isEqualNode(ander.cloneNode(false));
}

// Wat iemand net typt, blijft.
function verversVragen(nieuw) {
  const vorm = nieuw.querySelector("form[data-bewaar]");
  if (!vorm) return;
  if (velden(formulier) !== velden(vorm)) {
    verwissel(vorm);
    return;
  }
  for (const vak of vorm.querySelectorAll("input[name], select[name], textarea[name]")) zet(vak);
  for (const fout of vorm.querySelectorAll("p.fout[id]")) {
    const hier = document.getElementById(fout.id);
    if (hier) hier.textContent = fout.textContent;
  }
  const hulp = [...vorm.querySelectorAll(".veld > label, .uitleg")];
  [...formulier.querySelectorAll(".veld > label, .uitleg")].forEach((plek, nummer) => {
    if (!plek.isEqualNode(hulp[nummer])) plek.replaceChildren(...hulp[nummer].childNodes);
  });
}

function velden(vorm) {
  return [...vorm.elements].map((vak) => vak.name).join(" ");
}

// Van wat is getypt en nog niet bewaard, blijft ook wat er eerst stond: is dat intussen anders, dan wordt ernaar gevraagd.
function isOnderweg(naam) {
  return [...gemist, getypt].some((vak) => vak && naamVan(vak) === naam.slice(2));
}

function zet(ander) {
  if (isOnderweg(ander.name)) return;
  if (ander.type === "checkbox") {
    const vinkje = document.getElementById(ander.id);
    if (vinkje) vinkje.checked = ander.checked;
    return;
  }
  const hier = formulier.elements[ander.name];
  if (!hier) return;
  if (ander.type === "hidden") {
    hier.value = ander.value;
    return;
  }
  hier.toggleAttribute("aria-invalid", ander.hasAttribute("aria-invalid"));
  if (ander.hasAttribute("aria-invalid")) hier.setAttribute("aria-invalid", "true");
  hier.setAttribute("aria-describedby", ander.getAttribute("aria-describedby") || "");
  if (hier !== document.activeElement) hier.value = ander.value;
}

// Er zijn vragen bijgekomen of weggegaan: het hele formulier is anders, en de aandacht blijft waar zij was.
function verwissel(vorm) {
  const actief = document.activeElement;
  const plaats = actief ? actief.id : "";
  const waarde = actief && "value" in actief ? actief.value : null;
  const eerder = [...formulier.elements].filter((vak) => isOnderweg(vak.name)).map((vak) => [vak.name, vak.value]);
  const weg = [...gemist].map((vak) => vak.name);
  const bezig = getypt && getypt.name;
  formulier.innerHTML = vorm.innerHTML;
  const plekVan = (naam) => (formulier.elements[naam] instanceof Element ? formulier.elements[naam] : null);
  for (const [naam, tekst] of eerder) if (plekVan(naam)) plekVan(naam).value = tekst;
  gemist.clear();
  for (const naam of weg) if (plekVan(naam)) gemist.add(plekVan(naam));
  getypt = bezig ? plekVan(bezig) : null;
  const weer = plaats && document.getElementById(plaats);
  if (weer && formulier.contains(weer)) {
    if (waarde !== null) weer.value = waarde;
    weer.focus();
  }
}

function wijsAan(plaats) {
  const vak = document.getElementById("voorbeeld");
  if (!vak) return;
  for (const oud of vak.querySelectorAll(".hier")) oud.classList.remove("hier");
  if (!plaats) return;
  const pad = plaats.replace(/^vraag-/, "");
  const gevonden = [...vak.querySelectorAll("[data-pad]")].filter(
    (waarde) => waarde.dataset.pad === pad || waarde.dataset.pad.startsWith(pad + "."),
  );
  for (const waarde of gevonden) waarde.classList.add("hier");
  if (gevonden[0]) {
    const raam = document.getElementById("voorbeeldvak");
    raam.scrollTop += gevonden[0].getBoundingClientRect().top - raam.getBoundingClientRect().top - raam.clientHeight / 3;
  }
}

function naarVraag(plaats) {
  const doel = document.getElementById(plaats);
  if (!doel) return false;
  for (let om = doel.parentElement; om; om = om.parentElement) if (om.matches("details")) om.open = true;
  const vak = doel.matches("input, select, textarea") ? doel : doel.querySelector("input:not([type=hidden]), select, textarea");
  doel.scrollIntoView({ block: "center" });
  if (vak) vak.focus({ preventScroll: true });
  return true;
}

if (formulier) {
  formulier.addEventListener("change", (gebeurtenis) => bewaar(gebeurtenis.target));
  formulier.addEventListener("input", (gebeurtenis) => {
    const vak = gebeurtenis.target;
    clearTimeout(wachten);
    getypt = vak;
    if (vak.matches("input[type=text], textarea")) wachten = setTimeout(() => bewaar(vak), 600);
  });
  addEventListener("pagehide", () => {
    if (getypt && formulier.contains(getypt)) stuur(getypt).catch(() => {});
  });
  addEventListener("focus", opnieuw);
  formulier.addEventListener("focusin", (gebeurtenis) => wijsAan(gebeurtenis.target.dataset.plaats || gebeurtenis.target.id));
  document.addEventListener("click", (gebeurtenis) => {
    const waarde = gebeurtenis.target.closest("a.waarde");
    if (!waarde) return;
    const plaats = decodeURIComponent(new URL(waarde.href).hash.slice(1));
    if (naarVraag(plaats)) gebeurtenis.preventDefault();
  });
}

// Wat op een andere pagina is getypt, gaat niet ongemerkt verloren.
let gewijzigd = false;
document.addEventListener("input", (gebeurtenis) => {
  const vorm = gebeurtenis.target.form;
  if (vorm && vorm.method === "post" && vorm !== formulier) gewijzigd = true;
});
document.addEventListener("submit", () => {
  gewijzigd = false;
});
addEventListener("beforeunload", (gebeurtenis) => {
  if (gewijzigd) gebeurtenis.preventDefault();
});

if (location.hash.startsWith("#vraag-")) naarVraag(decodeURIComponent(location.hash.slice(1)));

// Wat nog bezig is, wordt bekeken tot het klaar is. Lukt het niet, dan blijft de koppeling staan.
async function kijkVerder() {
  for (let nog; (nog = document.querySelector("[data-verder]")); ) {
    await new Promise((klaar) => setTimeout(klaar, Number(nog.dataset.verder) || 0));
    const antwoord = await fetch(nog.href);
    if (!antwoord.ok) return;
    verversDelen(ontleed(await antwoord.text()));
  }
}
kijkVerder().catch(() => {});
