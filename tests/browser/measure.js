// SPDX-License-Identifier: GPL-3.0-or-later
// The body of a function that runs in a page and returns what it measured: {faults: [sentence], indents, lines, boxes}.
const faults = [];
const CLOSING = "、，。；：！？”’）》〉】〕」』";
const OPENING = "“‘（《〈【〔「『";
const counted = { indents: 0, lines: 0, boxes: 0 };

const shown = (text) => `“${text.trim().slice(0, 16)}”`;

function isVisible(element) {
  return element.checkVisibility({ checkVisibilityCSS: true, checkOpacity: true });
}

// What of a box is not cut off by an element around it that scrolls or hides.
function clip(box, element) {
  let { left, top, right, bottom } = box;
  for (let outer = element; outer && outer !== document.documentElement; outer = outer.parentElement) {
    if (getComputedStyle(outer).overflowX === "visible") continue;
    const frame = outer.getBoundingClientRect();
    left = Math.max(left, frame.left);
    right = Math.min(right, frame.right);
    top = Math.max(top, frame.top);
    bottom = Math.min(bottom, frame.bottom);
  }
  return { left, top, right, bottom };
}

function textNodes(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode())
    if (walker.currentNode.data.trim() !== "" && isVisible(walker.currentNode.parentElement)) nodes.push(walker.currentNode);
  return nodes;
}

// A line's glyphs are one em high; its box is higher and may lie over the next one's.
function glyphBoxes(node) {
  const size = parseFloat(getComputedStyle(node.parentElement).fontSize);
  const range = document.createRange();
  range.selectNodeContents(node);
  return [...range.getClientRects()]
    .map((box) => {
      const middle = (box.top + box.bottom) / 2;
      return clip({ left: box.left, right: box.right, top: middle - size / 2, bottom: middle + size / 2 }, node.parentElement);
    })
    .filter((box) => box.right - box.left > 1 && box.bottom - box.top > 1 && box.right > 0)
    .map((box) => ({ ...box, node }));
}

function measureScroll() {
  const { scrollWidth, clientWidth } = document.scrollingElement;
  if (scrollWidth > clientWidth) faults.push(`scrolls sideways: ${scrollWidth} px in ${clientWidth}`);
}

function measureOverlaps() {
  const boxes = textNodes(document.body).flatMap(glyphBoxes).sort((a, b) => a.top - b.top);
  counted.boxes = boxes.length;
  for (let i = 0; i < boxes.length; i++)
    for (let j = i + 1; j < boxes.length && boxes[j].top < boxes[i].bottom; j++) {
      const wide = Math.min(boxes[i].right, boxes[j].right) - Math.max(boxes[i].left, boxes[j].left);
      const high = Math.min(boxes[i].bottom, boxes[j].bottom) - boxes[j].top;
      if (boxes[i].node !== boxes[j].node && wide > 1 && high > 1)
        faults.push(`${shown(boxes[i].node.data)} lies over ${shown(boxes[j].node.data)} by ${wide.toFixed(1)} x ${high.toFixed(1)} px`);
    }
  for (const box of boxes)
    if (box.right > innerWidth + 0.5) faults.push(`${shown(box.node.data)} leaves the window by ${box.right - innerWidth} px`);
}

function measureIndents() {
  for (const paragraph of document.querySelectorAll(".e-content > p:not(.attachment):not([hidden])")) {
    const [first] = textNodes(paragraph);
    if (!first) continue;
    const style = getComputedStyle(paragraph);
    const range = document.createRange();
    const begin = first.data.search(/\S/);
    range.setStart(first, begin);
    range.setEnd(first, begin + 1);
    const indent = range.getClientRects()[0].left - paragraph.getBoundingClientRect().left - parseFloat(style.paddingLeft);
    const wanted = 2 * parseFloat(style.fontSize);
    counted.indents++;
    if (Math.abs(indent - wanted) > 0.5)
      faults.push(`${shown(paragraph.textContent)} begins ${indent.toFixed(2)} px in, not ${wanted.toFixed(2)}`);
  }
}

// A line begins where a character stands lower than the one before it.
function measureLines() {
  const blocks = "h1, .kicker, .subtitle, .summary, .e-content p, .e-content h2, .e-content h3, .e-content li, .e-content figcaption, .rows :is(h2, h3), .rows p";
  const range = document.createRange();
  for (const block of document.querySelectorAll(blocks)) {
    let before = null;
    for (const node of textNodes(block)) {
      if (node.parentElement.closest("li, small, figcaption") !== block.closest("li, small, figcaption")) continue;
      for (let i = 0; i < node.data.length; i++) {
        if (/\s/.test(node.data[i])) continue;
        range.setStart(node, i);
        range.setEnd(node, i + 1);
        const box = range.getClientRects()[0];
        if (!box) continue;
        const middle = (box.top + box.bottom) / 2;
        const isNew = before === null || middle - before.middle > box.height / 3;
        if (isNew) {
          counted.lines++;
          if (CLOSING.includes(node.data[i])) faults.push(`a line of ${shown(block.textContent)} begins with ${node.data[i]}`);
          if (before && OPENING.includes(before.character))
            faults.push(`a line of ${shown(block.textContent)} ends with ${before.character}`);
        }
        before = { middle, character: node.data[i] };
      }
    }
  }
}

function measureData() {
  for (const script of document.querySelectorAll('script[type="application/ld+json"]'))
    try {
      const data = JSON.parse(script.textContent);
      if (data["@context"] !== "https://schema.org" || !data["@type"]) faults.push("JSON-LD without @context and @type");
    } catch (error) {
      faults.push(`JSON-LD: ${error.message}`);
    }
}

function measurePictures() {
  for (const picture of document.images)
    if (picture.complete && picture.naturalWidth === 0) faults.push(`the picture ${picture.getAttribute("src")} is not there`);
}

measureScroll();
measureOverlaps();
measureIndents();
measureLines();
measureData();
measurePictures();
return { faults, ...counted };
