// SPDX-License-Identifier: GPL-3.0-or-later
// render.js PAGE COUNT FOLDER: writes so many pages of a site, each like PAGE: the frame as a template, the headline, the
// date and the body from a view, the links of the frame as lists. Prints the seconds.
"use strict";
const fs = require("fs");
const path = require("path");
const mustache = require("mustache");

const [, , file, count, folder] = process.argv;
const page = fs.readFileSync(file, "utf8");
const body = page.slice(page.indexOf('<div class="e-content">') + 23, page.indexOf("</div>\n<footer"));
const headline = page.match(/<h1 class="p-name">(.*?)<\/h1>/)[1];
const links = [...page.matchAll(/<li><a href="([^"]*)"[^>]*>([^<]*)<\/a>/g)].map(([, href, name]) => ({ href, name }));
// What our template has as slots are slots here, too; the rest of the page is its text.
const template = page
  .replace(body, "{{{body}}}")
  .replaceAll(headline, "{{{headline}}}")
  .replace("</main>", "<ul>{{#links}}<li><a href=\"{{href}}\">{{name}}</a></li>{{/links}}</ul></main>");

const begin = process.hrtime.bigint();
for (let i = 0; i < Number(count); i++) {
  const place = path.join(folder, String(i % 365));
  fs.mkdirSync(place, { recursive: true });
  fs.writeFileSync(path.join(place, `${i}.html`), mustache.render(template, { body, headline: `${headline} ${i}`, links }));
}
console.log(Number(process.hrtime.bigint() - begin) / 1e9);
