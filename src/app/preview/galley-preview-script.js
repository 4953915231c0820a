// Runs in a world of its own inside the preview: pages themselves have no script. Patches arrive as data, never as code.
'use strict';

// What stands where on a page: the names that data/layouts/README.md asks of every layout, and the article's own.
const galleyParts = [
  ['.kicker', 'kicker'], ['.p-name', 'headline'], ['.subtitle', 'subtitle'], ['.p-summary', 'summary'],
  ['#source_baidu', 'source'], ['#author_baidu', 'bylines'], ['#editor_baidu', 'editor'], ['.article-end .tags', 'tags'],
  ['.elsewhere', 'link'], ['.original', 'original-headline'], ['.breadcrumb', 'channel'], ['.campaign, .banner', 'topic'],
];

// How the page is to be looked at (galley-preview-look.h): another page, or a style sheet that comes late, is dressed alike.
let galleyLook = {dark: false, print: false, target: null};
const galleyMedia = new Map();  // a rule that was changed -> its own condition

function galleyTell(...words) {
  window.webkit.messageHandlers.galley.postMessage(words.join(' '));
}

function galleyBody() {
  return document.querySelector('.e-content');
}

// An element of the body goes, and with it the line break that stands behind each.
function galleyTake(element) {
  const text = element.nextSibling, before = element.previousSibling;
  element.remove();
  if (!(text instanceof Text))
    return;
  text.data = text.data.replace(/^\n/, '');
  if (before instanceof Text) {
    before.data += text.data;
    text.remove();
  } else if (!text.data) {
    text.remove();
  }
}

// [[start, removed, [xhtml, …]], …], from the last to the first, so that earlier places hold. What stands there then is what
// a fresh load of the page would bring, to the byte.
function galleyPatch(patches) {
  const body = galleyBody();
  if (!body)
    return false;
  for (const [start, removed, elements] of patches) {
    const place = body.children[start], template = document.createElement('template');
    const old = [];
    for (let element = place; element && old.length < removed; element = element.nextElementSibling)
      old.push(element);
    template.innerHTML = elements.map(element => place ? element + '\n' : '\n' + element).join('');
    if (place)
      place.before(template.content);
    else if (body.lastElementChild)
      body.lastElementChild.after(template.content);
    old.forEach(galleyTake);
  }
  galleyCountSheets();
  return true;
}

// Another page in the place of this one: the style sheets stay, and so does the scroll.
function galleySwap(html) {
  const page = new DOMParser().parseFromString(html, 'text/html');
  const x = window.scrollX, y = window.scrollY;
  document.title = page.title;
  if (document.body.className !== page.body.className)
    document.body.className = page.body.className;
  document.body.replaceChildren(...page.body.childNodes);
  galleyMark();
  galleyCountSheets();
  window.scrollTo(x, y);
  return true;
}

// Child of the body, and if that is a list which of its items.
function galleyReveal(child, item) {
  const body = galleyBody();
  const element = body && body.children[child];
  if (!element)
    return;
  const box = (element.querySelectorAll('li')[item] || element).getBoundingClientRect();
  if (box.bottom < 0 || box.top > window.innerHeight - 40)
    window.scrollTo(0, window.scrollY + box.top - window.innerHeight / 3);
}

// --- how it is looked at ---------------------------------------------------------------------------------------------

// A medium and a colour scheme as if they were the reader's: what asks for them asks for something that is always so, or
// never.
function galleyCondition(text) {
  const always = '(min-width: 0px)', never = '(max-width: 0px)';
  return text
    .replace(/\(\s*prefers-color-scheme\s*:\s*dark\s*\)/g, galleyLook.dark ? always : never)
    .replace(/\(\s*prefers-color-scheme\s*:\s*light\s*\)/g, galleyLook.dark ? never : always)
    .replace(/\b(print|screen)\b/g, medium => (medium === 'print') === galleyLook.print ? 'all' : 'not all');
}

function galleyDressRules(rules) {
  const sides = ['top', 'right', 'bottom', 'left'];
  for (const rule of rules) {
    if (rule instanceof CSSMediaRule) {
      if (!galleyMedia.has(rule))
        galleyMedia.set(rule, rule.media.mediaText);
      const text = galleyCondition(galleyMedia.get(rule));
      if (rule.media.mediaText !== text)
        rule.media.mediaText = text;
    }
    if (rule instanceof CSSPageRule)
      galleyMargins = sides.map((side, index) => rule.style.getPropertyValue('margin-' + side) || galleyMargins[index]);
    if (rule.cssRules)
      galleyDressRules(rule.cssRules);
  }
}

function galleyDressSheets() {
  for (const sheet of document.styleSheets) {
    try {
      galleyDressRules(sheet.cssRules);
    } catch (error) {
      // A sheet that may not be read stays as it is.
    }
  }
  document.documentElement.style.colorScheme = galleyLook.dark ? 'dark' : 'light';
  galleyDressPaper();
}

// --- paper -----------------------------------------------------------------------------------------------------------

// A4. The page is laid out in columns that stand below each other, each as large as what a sheet has room for: the breaks
// are the engine's own, by the rules that it prints by.
const galleyPaper = {width: '210mm', height: '297mm', apart: '12px'}, galleyPaperSheet = new CSSStyleSheet();
const galleyLengthSheet = new CSSStyleSheet();
let galleyMargins = ['18mm', '16mm', '18mm', '16mm'];

function galleyAdopt(sheet) {
  if (!document.adoptedStyleSheets.includes(sheet))
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

function galleyDressPaper() {
  const {width, height, apart} = galleyPaper, [top, right, bottom, left] = galleyMargins;
  const text = `calc(${width} - ${left} - ${right})`;
  galleyPaperSheet.replaceSync(!galleyLook.print ? '' : `
    body { box-sizing: content-box !important; width: ${text} !important; min-width: 0 !important;
      max-width: none !important; height: calc(${height} - ${top} - ${bottom}) !important; min-height: 0 !important;
      max-height: none !important; margin: 0 !important; padding: ${galleyMargins.join(' ')} !important;
      overflow: visible !important; background: none !important; columns: 1 !important; column-width: ${text} !important;
      column-gap: calc(${top} + ${bottom} + ${apart}) !important; column-fill: auto !important;
      -webkit-column-axis: vertical !important; }`);
  galleyAdopt(galleyPaperSheet);
  galleyCountSheets();
}

// The last sheet is as long as the others, and there is no other behind it.
function galleyCountSheets() {
  if (!galleyLook.print || !document.body) {
    galleyLengthSheet.replaceSync('');
    return 0;
  }
  galleyAdopt(galleyLengthSheet);
  const {height, apart} = galleyPaper;
  const step = parseFloat(height) * 96 / 25.4 + parseFloat(apart);
  const count = Math.ceil((document.body.scrollHeight - 1) / step);
  const length = `calc(${count} * (${height} + ${apart}) - ${apart})`;
  galleyLengthSheet.replaceSync(`html { min-height: ${length}; background: 0 0 / 100% ${length} no-repeat #9a9996
    repeating-linear-gradient(#fff 0 ${height}, #9a9996 ${height} calc(${height} + ${apart})) !important; }`);
  return count;
}

// Where the article stands on a page of others: the row, the slide or the paragraph around its first link.
function galleyFind() {
  if (!galleyLook.target || !document.body)
    return null;
  const address = new URL(galleyLook.target, document.baseURI).href;
  const link = [...document.querySelectorAll('main a[href]')].find(link => link.href === address);
  return link && (link.closest('.slides a, li, section') || link);
}

// Only the look of what stands there changes.
function galleyMark() {
  const place = galleyFind();
  if (!place)
    return null;
  place.style.outline = '3px solid #e5a50a';
  place.style.outlineOffset = place.closest('.slides') ? '-3px' : '5px';
  return place;
}

function galleyDress(look) {
  galleyLook = {...look, dark: look.dark && !look.print};  // paper is white
  galleyDressSheets();
  const place = galleyMark();
  if (place)
    place.scrollIntoView({block: 'center', inline: 'start'});
}

// --- the slots of the home page --------------------------------------------------------------------------------------

const galleySlotSheet = new CSSStyleSheet();
let galleyHeld = null;  // the element that says where what is held would go

// A slot says its name and is large enough to be hit, also where nothing stands in it; null: as readers see it.
function galleyShowSlots(names) {
  const rules = Object.entries(names || {}).map(([id, name]) =>
    `[data-slot="${CSS.escape(id)}"]::before { content: ${JSON.stringify(name)}; }`);
  if (names)
    rules.push('[data-slot] { outline: 2px dashed #3584e4; outline-offset: 2px; min-height: 48px; margin-block: 8px; }',
               '[data-slot]::before { display: table; padding: 2px 8px; background: #3584e4; color: #fff;'
               + ' font: 700 12px/1.5 sans-serif; }');
  galleySlotSheet.replaceSync(rules.join('\n'));
  galleyAdopt(galleySlotSheet);
  if (!names)
    galleyPoint(null);
}

// The rows in it, each with its address.
function galleyRows(slot) {
  const rows = new Map();
  for (const link of slot.querySelectorAll('a[href]')) {
    const row = link.closest('.slides a, li, section') || link;
    if (!rows.has(row))
      rows.set(row, link.href);
  }
  return [...rows].map(([row, address]) => ({row, address, box: row.getBoundingClientRect()}));
}

// Rows that stand side by side are told apart by x.
function galleyPlace(x, y) {
  const slot = document.elementFromPoint(x, y)?.closest('[data-slot]');
  if (!slot)
    return null;
  const rows = galleyRows(slot);
  const isAcross = rows.length > 1 && rows[0].box.top === rows[1].box.top;
  const next = rows.find(({box}) => isAcross ? x < box.left + box.width / 2 : y < box.top + box.height / 2);
  return {slot, next, last: rows[rows.length - 1], isAcross};
}

function galleyPoint(element, shadow) {
  if (galleyHeld)
    galleyHeld.style.boxShadow = '';
  galleyHeld = element;
  if (element)
    element.style.boxShadow = shadow;
}

// At the edge the page scrolls on.
function galleyHold(x, y) {
  const edge = 32, place = galleyPlace(x, y), ahead = place && place.next ? -4 : 4;
  window.scrollBy(0, y < edge ? -edge : y > window.innerHeight - edge ? edge : 0);
  if (!place)
    galleyPoint(null);
  else
    galleyPoint((place.next || place.last || {row: place.slot}).row,
                place.isAcross ? `${ahead}px 0 #3584e4` : `0 ${ahead}px #3584e4`);
}

function galleyDrop(x, y) {
  const place = galleyPlace(x, y);
  if (place)
    galleyTell('slot', place.slot.dataset.slot, place.next ? place.next.address : '-');
}

// What may be dragged off: the rows of the home page, in its slots and beside them.
document.addEventListener('mousedown', event => {
  const link = event.target.closest('a[href]') || event.target.closest('li, section')?.querySelector('a[href]');
  if (link && document.querySelector('[data-slot]'))
    galleyTell('grab', link.closest('[data-slot]')?.dataset.slot || '-', link.href);
}, true);
document.addEventListener('dragstart', event => event.preventDefault(), true);

// --- clicks ----------------------------------------------------------------------------------------------------------

function galleyTellPlace(target) {
  const body = galleyBody();
  for (let node = target; node && node !== document; node = node.parentNode)
    if (body && node.parentNode === body) {
      const item = Math.max([...node.querySelectorAll('li')].indexOf(target.closest('li')), 0);
      galleyTell('body', [...body.children].indexOf(node), item);
      return true;
    }
  const part = galleyParts.find(([selector]) => target.closest(selector));
  if (part)
    galleyTell('part', part[1]);
  return Boolean(part);
}

// In the article's row among others.
function galleyTellRow(target) {
  const place = galleyFind();
  if (!place || !place.contains(target))
    return false;
  galleyTell('row', target.closest('img') ? 'picture' : target.closest('p:not(.meta, .info)') ? 'summary' : 'title');
  return true;
}

document.addEventListener('click', event => {
  event.preventDefault();
  const link = event.target.closest('a[href]');
  const isTold = !(link && event.ctrlKey) && (galleyTellRow(event.target) || galleyTellPlace(event.target));
  if (!isTold && link && !link.getAttribute('href').startsWith('#'))
    galleyTell('link', link.href);
}, true);
document.addEventListener('auxclick', event => event.preventDefault(), true);

// Style sheets come after the text, and pictures move what stands below them.
document.addEventListener('load', event => event.target.localName === 'link' ? galleyDressSheets() : galleyCountSheets(), true);
window.addEventListener('load', () => galleyDress(galleyLook));
