// Journeys through the pages of `quotedex serve`: a checker, a reporter, a researcher; the keyboard, a browser without
// JavaScript, text that means no good; and axe (WCAG 2.2 AA) on every page, light and dark.
//
// run.sh starts it: MODULES=FOLDER CHROMIUM=PROGRAM node journeys.mjs ADDRESS. The index holds seeds/articles and the
// hostile corpus of run.sh; journeys that change it (a correction, a watch, a file) come in the order of the last lines.
// Each journey has a browser context of its own, in which nothing may reach the console as an error, no dialog may
// open, and nothing may be asked of another host. A failed check ends its journey, not the others. Exit code 1: one failed.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const modules = createRequire(join(process.env.MODULES, "package.json"));
const { chromium } = modules("playwright-core");
const AXE = readFileSync(modules.resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const ADDRESS = process.argv[2];
const DRAFT = [
  "“We have taken water from our grandchildren for thirty years,” Lena Haugland said. “That ends now.”",
  "“She has never stood in a wet ditch,” said Tomas Brandvik.",
  "“We were a shambles, from the first minute to the last,” said Amara Diallo.",
  "“Elephants will be purple by the spring,” said Joan Tarrant.",
].join("\n\n");

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM });
let failed = 0;

/** Runs one journey in a context of its own, and says what came of it. */
async function journey(name, walk, options = {}) {
  const context = await browser.newContext({ baseURL: ADDRESS, viewport: { width: 1280, height: 800 }, ...options });
  context.setDefaultTimeout(8_000);
  const faults = watchForFaults(context);
  const started = Date.now();
  try {
    await walk(await context.newPage(), context);
    assert.deepEqual(faults, [], "faults of the pages");
    console.log(`ok      ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  } catch (error) {
    failed += 1;
    console.error(`FAILED  ${name}\n${error.stack}`);
  }
  await context.close();
}

/** Collects what no page may do. An answer that is meant to be 4xx is told by the browser, too; that is no fault. */
function watchForFaults(context) {
  const faults = [];
  context.on("console", (message) => {
    const isStatus = /Failed to load resource.* status of 4\d\d/.test(message.text());
    if (message.type() === "error" && !isStatus) faults.push(`console: ${message.text()}`);
  });
  context.on("weberror", (error) => faults.push(`error: ${error.error()}`));
  context.on("dialog", (dialog) => { faults.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  context.on("request", (request) => {
    if (new URL(request.url()).origin !== ADDRESS) faults.push(`request: ${request.url()}`);
  });
  return faults;
}

/** Opens an address; the answer has the status. */
async function open(page, address, status = 200) {
  const answer = await page.goto(address);
  assert.equal(answer.status(), status, address);
}

const text = (page, selector) => page.locator(selector).first().textContent();
const texts = (page, selector) => page.locator(selector).allTextContents();

/** Clicks, and waits for the page that comes. */
async function follow(page, locator) {
  await Promise.all([page.waitForEvent("load"), locator.click()]);
}

/** The quotation that a search of the interface for programs finds first. */
async function quotation(page, words) {
  const answer = await page.request.get(`/api/v1/search?q=${encodeURIComponent(words)}&min_confidence=0`);
  const { hits } = await answer.json();
  assert.ok(hits.length > 0, `nothing found for ${words}`);
  return hits[0].id;
}

/** The address of a quotation's page. */
const place = async (page, words) => `/quote/${await quotation(page, words)}`;

async function checker(page, context) {
  await open(page, "/");
  await page.locator("#text").focus();
  await page.keyboard.insertText(DRAFT);
  await follow(page, page.getByRole("button", { name: "Check" }));
  assert.equal(await text(page, "h2.verdict"), "1 of 4 quotations is verbatim");
  assert.deepEqual(await texts(page, ".draft .kind"), ["verbatim", "altered", "somebody else", "not found"]);
  assert.equal(await page.inputValue("#text"), DRAFT);
  const altered = page.locator(".draft > li").nth(1);
  assert.equal(await altered.locator("del").textContent(), "wet");
  assert.equal(await altered.locator("ins").textContent(), "dry");

  // The source of the first quotation, and back: draft and verdicts are there again.
  await follow(page, page.getByRole("link", { name: "show in its article" }).first());
  assert.equal(await text(page, "h1"), "Quotation");
  assert.match(await text(page, ".article mark"), /We have taken water/);
  await page.goBack();
  assert.equal(await page.inputValue("#text"), DRAFT);
  assert.equal(await page.locator(".draft > li").count(), 4);
  await page.reload();
  assert.equal(await page.locator(".draft > li").count(), 4, "after a reload");

  // A sentence has an address that a colleague can open.
  await follow(page, page.getByRole("link", { name: "look it up" }).nth(1));
  const verdict = await text(page, "h2.verdict");
  assert.match(verdict, /Tomas Brandvik/);
  const other = await context.newPage();
  await open(other, page.url());
  assert.equal(await text(other, "h2.verdict"), verdict);

  await open(page, "/");
  await page.fill("#text", "“Elephants will be purple by the spring.”");
  await Promise.all([page.waitForEvent("load"), page.keyboard.press("Control+Enter")]);
  assert.match(page.url(), /\?phrase=Elephants/);
  assert.match(await text(page, "h2.verdict"), /^Nobody said this/);
}

async function reporter(page) {
  // The hits change while typing, the address with them, the cursor stays.
  await open(page, "/search");
  const all = await page.locator(".statement").count();
  await page.locator("#q").pressSequentially("ditch");
  await page.waitForURL("**/search?q=ditch");
  assert.ok((await page.locator(".statement").count()) < all);
  assert.deepEqual(await texts(page, ".statement mark"), ["ditch"]);
  assert.equal(await page.evaluate(() => document.activeElement.id), "q");
  await page.reload();
  assert.equal(await page.inputValue("#q"), "ditch");

  // A facet narrows, its opposite widens again.
  await open(page, "/search?q=water");
  assert.equal(await text(page, ".count"), "2 statements");
  await follow(page, page.locator(".facets").getByRole("link", { name: "Lena Haugland" }));
  assert.equal(await text(page, ".count"), "1 statement");
  assert.match(await text(page, "summary"), /speaker lena-haugland/);
  await follow(page, page.getByRole("link", { name: "any speaker" }));
  assert.equal(await text(page, ".count"), "2 statements");

  await follow(page, page.getByRole("link", { name: "Lena Haugland" }).first());
  assert.equal(await text(page, "h1"), "Lena Haugland");
  assert.match(await text(page, ".roles"), /Environment Minister/);
  assert.ok((await page.locator(".timeline > li").count()) > 2);
  assert.ok((await page.locator(".chart rect").count()) > 2);
  await page.goBack();
  assert.equal(await page.inputValue("#q"), "water");

  // Nothing found: the way out is a link.
  await open(page, "/search?q=water&speaker=Hoagland");
  assert.match(await text(page, ".notice"), /Nothing found/);
  await follow(page, page.locator(".notice").getByRole("link", { name: "Lena Haugland", exact: true }));
  assert.equal(await text(page, ".count"), "1 statement");

  const dry = await place(page, "ditch");
  await open(page, dry);
  const link = await page.getByRole("link", { name: "Open the page at these words" }).getAttribute("href");
  assert.match(link, /^https:\/\/northern-wire\.example\/water\/river-plan#:~:text=/);
  assert.match(decodeURIComponent(link), /has never stood in a dry ditch/);

  await correct(page, "Somebody else said it:", "Petra Falk");
  assert.equal(new URL(page.url()).pathname, dry);
  assert.equal(await text(page, ".who .speaker"), "Petra Falk");
  assert.match(await text(page, "p.warning"), /^Decided by hand\. quotedex had found Tomas Brandvik/);
  await page.reload();
  assert.equal(await text(page, ".who .speaker"), "Petra Falk", "after a reload");
  await open(page, "/search?q=ditch");
  assert.match(await text(page, ".statement .details"), /by hand \(quotedex: Tomas Brandvik/);
  await open(page, "/speakers?name=falk");
  assert.deepEqual(await texts(page, "tbody th a"), ["Petra Falk"]);

  await open(page, dry);
  await correct(page, "Take back the last correction");
  assert.equal(await text(page, ".who .speaker"), "Tomas Brandvik");
  assert.equal(await page.getByText("Decided by hand").count(), 0);
}

/** Fills the form that corrects a quotation, and saves it. */
async function correct(page, choice, name) {
  await page.getByText("Correct it").click();
  await page.getByLabel(choice).check();
  if (name) await page.getByLabel("Name", { exact: true }).fill(name);
  await follow(page, page.getByRole("button", { name: "Save" }));
}

async function researcher(page) {
  await open(page, "/compare");
  await page.getByLabel("One speaker").fill("haugland");
  await page.getByLabel("The other").fill("brandvik");
  await follow(page, page.getByRole("button", { name: "Compare" }));
  assert.deepEqual(await texts(page, ".two h2"), ["Lena Haugland", "Tomas Brandvik"]);
  for (const side of [0, 1]) {
    assert.ok((await page.locator(".two > section").nth(side).locator(".statement").count()) > 0, `side ${side}`);
  }
  await open(page, "/compare?one=hauglund&other=brandvik");
  await follow(page, page.getByRole("link", { name: "Lena Haugland" }));
  assert.deepEqual(await texts(page, ".two h2"), ["Lena Haugland", "Tomas Brandvik"]);

  await open(page, "/topics");
  await follow(page, page.getByRole("link", { name: "environment", exact: true }));
  assert.equal(await text(page, "h1"), "environment");
  const counted = Number.parseInt(await text(page, "main > p"), 10);
  assert.ok((await texts(page, "tbody th")).includes("Lena Haugland"));
  await follow(page, page.getByRole("link", { name: "Read them" }));
  assert.ok(Number.parseInt(await text(page, ".count"), 10) <= counted);

  // A watch, a file that it waits for, the file's quotation, the feed.
  await open(page, "/watches");
  await page.getByLabel("Name").fill("harbour-light");
  await page.getByLabel("Words").fill("lighthouse");
  await follow(page, page.getByRole("button", { name: "Watch", exact: true }));
  assert.equal(await text(page, ".watch h2"), "harbour-light");
  assert.match(await text(page, ".watch"), /Nothing new\./);
  assert.equal((await feed(page)).entries, 0);

  await addFile(page, "lamp.txt", "The lamp\n\n“The lighthouse needs a new lamp,” Vera Holt said on Monday.\n");
  assert.match(await text(page, "[role=status]"), /^1 new, 0 changed, 0 known already; 1 quotation found\.$/);
  await page.reload();
  assert.equal(await page.getByRole("button", { name: "Add" }).isEnabled(), true, "after a reload");
  await open(page, "/search?q=lighthouse");
  assert.deepEqual(await texts(page, ".statement .speaker"), ["Vera Holt"]);
  await follow(page, page.getByRole("link", { name: "show in its article" }));
  assert.match(await text(page, ".article mark"), /The lighthouse needs a new lamp/);

  await open(page, "/watches");
  assert.match(await text(page, ".watch"), /1 new statement\./);
  await follow(page, page.getByRole("button", { name: "Mark as read" }));
  assert.match(await text(page, ".watch"), /Nothing new\./);
  assert.match((await feed(page)).content, /Vera Holt/);
  await follow(page, page.getByRole("button", { name: "Remove this watch" }));
  assert.match(await text(page, ".notice"), /no watches yet/);
}

/** Chooses a file with the file chooser, and adds it. */
async function addFile(page, name, content) {
  await open(page, "/add");
  const chosen = page.waitForEvent("filechooser");
  await page.locator("#files").click();
  await (await chosen).setFiles({ name, mimeType: "text/plain", buffer: Buffer.from(content) });
  await follow(page, page.getByRole("button", { name: "Add" }));
}

/** The feed of the watch on the page: whole XML, as a browser reads it. */
async function feed(page) {
  const answer = await page.request.get(await page.getByRole("link", { name: "feed" }).getAttribute("href"));
  assert.equal(answer.status(), 200);
  assert.match(answer.headers()["content-type"], /^application\/atom\+xml/);
  return page.evaluate((content) => {
    const parsed = new DOMParser().parseFromString(content, "application/xml");
    if (parsed.querySelector("parsererror") || parsed.documentElement.localName !== "feed") throw new Error(content);
    return { entries: parsed.querySelectorAll("entry").length, content };
  }, await answer.text());
}

/** The pages that show the hostile corpus, and addresses that mean no good; some are answered with 4xx. */
async function hostilePages(page) {
  const words = ["harvester stop May", "page of its own", "trumpet", "ladder", "marathon"];
  const quotations = [];
  for (const one of words) quotations.push(await place(page, one));
  return [
    "/search?q=harvester", "/search?q=trumpet", "/search?q=ladder", "/search?q=lantern", "/search?q=marathon",
    "/?phrase=the%20harvester%20will%20stop%20in%20June", "/?phrase=the%20trumpet%20is%20never%20closed",
    "/nowhere%22%3E%3Cscript%3Ewindow.ran%3D1%3C%2Fscript%3E%E2%80%AE",
    "/?phrase=%3Cscript%3Ewindow.ran%3D1%3C%2Fscript%3E&speaker=%22%3E%3Cscript%3Ewindow.ran%3D1%3C%2Fscript%3E",
    "/search?q=%22%3E%3Cscript%3Ewindow.ran%3D1%3C%2Fscript%3E", "/speakers", "/topics", "/speaker/ann-smith",
    "/compare?one=ann-smith&other=bob-ray", ...quotations,
  ];
}

async function hostileText(page) {
  for (const address of await hostilePages(page)) {
    await page.goto(address);
    const found = await page.evaluate(foreignThings);
    assert.deepEqual(found, [], address);
  }
  await open(page, "/search?q=harvester");
  assert.match(await text(page, ".hits"), /<script>window\.ran = 'words'<\/script> will stop/);
  assert.match(await text(page, ".hits"), /<script>window\.ran = 'title'<\/script><img src=x onerror=alert\(1\)>/);
  await open(page, await place(page, "page of its own"));
  assert.equal(await page.locator("a[href^='javascript']").count(), 0);
  assert.equal(await page.getByRole("link", { name: "Open the page" }).count(), 0);

  // Names of other scripts are whole; a long quotation is cut in a list and whole on its page.
  await open(page, "/search?q=lantern");
  assert.deepEqual((await texts(page, ".statement .speaker")).sort(), ["محمد الأحمد", "王小明"].sort());
  await open(page, "/search?q=marathon");
  assert.ok((await text(page, ".statement blockquote")).length < 1_000);
  await open(page, await place(page, "marathon"));
  assert.ok((await text(page, "blockquote")).split(/\s+/).length >= 3_000);
}

/** Runs in the page: what text of an article must not become, or turn around. */
function foreignThings() {
  const things = [];
  if (window.ran !== undefined) things.push(`ran: ${window.ran}`);
  const made = "script:not([src^='/assets/']), style, img, iframe, object, embed, main b, main i, [style]";
  for (const one of document.querySelectorAll(made)) things.push(one.outerHTML);
  for (const one of document.querySelectorAll("*")) {
    for (const { name } of one.attributes) if (name.startsWith("on")) things.push(`${one.localName} has ${name}`);
  }
  // Marks that steer a terminal, or turn the text beside them around. Line ends are no such marks.
  const marks = document.documentElement.outerHTML.match(/[\u202a-\u202e\u2066-\u2069\0-\x09\x0b-\x1f\x7f-\x9f]/g);
  if (marks) things.push(`marks: ${JSON.stringify(marks)}`);
  return things;
}

async function keyboard(page) {
  await open(page, "/speakers");
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "To the content" });
  assert.ok(await skip.evaluate((link) => link === document.activeElement), "the first stop skips the navigation");
  const box = await skip.boundingBox();
  assert.ok(box.x >= 0 && box.y >= 0, "the skip link is seen when it has the focus");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "main");

  // Every stop shows that it has the focus, and the last of a page is reached.
  await open(page, "/watches");
  const stops = await page.locator("a, input:not([type=hidden]), button, select, summary, textarea").count();
  for (let stop = 0; stop < stops; stop += 1) {
    await page.keyboard.press("Tab");
    const shown = await page.evaluate(() => {
      const one = document.activeElement;
      const style = getComputedStyle(one);
      return { name: one.outerHTML.slice(0, 80), seen: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 };
    });
    assert.ok(shown.seen, `no outline: ${shown.name}`);
  }
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Watch");

  await page.goto("/search");
  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement.id), "q");
  await page.keyboard.type("ditch/");
  assert.equal(await page.inputValue("#q"), "ditch/", "a slash that is typed is a slash");
}

async function withoutScript(page) {
  await open(page, "/");
  await page.fill("#text", DRAFT);
  await follow(page, page.getByRole("button", { name: "Check" }));
  assert.equal(await page.locator(".draft > li").count(), 4);
  await open(page, "/search");
  await page.fill("#q", "ditch");
  await follow(page, page.getByRole("button", { name: "Search" }));
  assert.equal(await text(page, ".count"), "1 statement");
  await follow(page, page.getByRole("link", { name: "show in its article" }));
  await correct(page, "The speaker denied it");
  assert.match(await text(page, "p.warning"), /^Decided by hand/);
  await correct(page, "Take back the last correction");
  assert.equal(await page.getByText("Decided by hand").count(), 0);
  await addFile(page, "kite.txt", "Kites\n\n“The kite is in the tree,” Vera Holt said on Monday.\n");
  assert.match(await text(page, "[role=status]"), /^1 new/);
}

/** Every page, as it is with and without something to show, and the status of its answer. */
async function allPages(page) {
  const pages = [
    "/", "/?phrase=She%20has%20never%20stood%20in%20a%20wet%20ditch", "/?phrase=We%20were%20a%20shambles&speaker=Diallo",
    "/?phrase=purple%20elephants&speaker=Hoagland", "/search?page=99", "/speakers?page=99", "/topics?page=99", "/search",
    "/search?q=water&speaker=haugland", "/search?q=elephants",
    "/search?speaker=Hoagland&kind=direct", "/speakers", "/speakers?name=Hoagland", "/speaker/lena-haugland", "/topics",
    "/topics?topic=water", "/topics?topic=elephants", "/compare", "/compare?one=haugland&other=brandvik",
    "/compare?one=hauglund&other=brandvik", await place(page, "ditch"), "/watches", "/add", "/about",
  ].map((address) => [address, 200]);
  const hostile = ["/search?q=ladder", "/search?q=trumpet", await place(page, "ladder"), await place(page, "harvester stop May")];
  return [...pages, ...hostile.map((address) => [address, 200]), ["/nowhere", 404], ["/search?since=soon", 400]];
}

/** Each page keeps within its width, has one heading of the first rank, and no violation. */
async function accessible(page) {
  for (const [address, status] of await allPages(page)) {
    await open(page, address, status);
    for (const closed of await page.locator("details:not([open]) > summary").all()) await closed.click();
    await inspect(page, address);
  }
  await open(page, "/");
  await page.fill("#text", DRAFT);
  await follow(page, page.getByRole("button", { name: "Check" }));
  await inspect(page, "a checked draft");
}

async function inspect(page, name) {
  assert.equal(await page.locator("h1").count(), 1, `${name}: headings of the first rank`);
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.ok(beyond <= 0, `${name}: ${beyond} pixels wider than the window`);
  await page.evaluate(AXE);
  const violations = await page.evaluate(async (values) => {
    const found = await window.axe.run({ runOnly: { type: "tag", values }, resultTypes: ["violations"] });
    return found.violations.map((one) => `${one.id}: ${one.help}: ${one.nodes.map((node) => node.html).join(" ").slice(0, 300)}`);
  }, RULES);
  assert.deepEqual(violations, [], name);
}

await journey("a checker pastes a draft", checker);
await journey("a reporter searches and corrects", reporter);
await journey("a browser without JavaScript", withoutScript, { javaScriptEnabled: false });
await journey("hostile text is text", hostileText);
await journey("the keyboard alone", keyboard);
await Promise.all([
  journey("axe, light, 360 pixels wide", accessible, { colorScheme: "light", viewport: { width: 360, height: 800 } }),
  journey("axe, dark, 1280 pixels wide", accessible, { colorScheme: "dark" }),
]);
await journey("a researcher compares, watches and adds", researcher);
await browser.close();
if (failed > 0) console.error(`${failed} journeys failed`);
process.exit(failed > 0 ? 1 : 0);
