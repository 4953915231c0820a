// Runs in a world of its own inside the preview: pages themselves have no script. Patches arrive as data, never as code.
'use strict';

// Where a field stands on a page: the names that data/layouts/README.md asks of every layout.
const galleyFields = [
  ['.kicker', 'kicker'], ['.p-name', 'headline'], ['.subtitle', 'subtitle'], ['.p-summary', 'summary'],
  ['#source_baidu', 'source'], ['#editor_baidu', 'editor'],
];

function galleyBody() {
  return document.querySelector('.e-content');
}

// [[start, removed, [xhtml, …]], …], from the last to the first, so that earlier places hold.
function galleyPatch(patches) {
  const body = galleyBody();
  if (!body)
    return false;
  for (const [start, removed, elements] of patches) {
    for (let i = 0; i < removed && body.children[start]; i++)
      body.children[start].remove();
    const template = document.createElement('template');
    template.innerHTML = elements.join('');
    body.insertBefore(template.content, body.children[start] || null);
  }
  return true;
}

// Another page in the place of this one: the style sheets stay, and so does the scroll.
function galleySwap(html) {
  const page = new DOMParser().parseFromString(html, 'text/html');
  const x = window.scrollX, y = window.scrollY;
  document.title = page.title;
  document.body.className = page.body.className;
  document.body.replaceChildren(...page.body.childNodes);
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

document.addEventListener('click', event => {
  event.preventDefault();
  const body = galleyBody();
  for (let node = event.target; node && node !== document; node = node.parentNode) {
    if (body && node.parentNode === body) {
      const item = Math.max([...node.querySelectorAll('li')].indexOf(event.target.closest('li')), 0);
      window.webkit.messageHandlers.galley.postMessage('body ' + [...body.children].indexOf(node) + ' ' + item);
      return;
    }
  }
  for (const [selector, name] of galleyFields) {
    if (event.target.closest(selector)) {
      window.webkit.messageHandlers.galley.postMessage('field ' + name);
      return;
    }
  }
}, true);
