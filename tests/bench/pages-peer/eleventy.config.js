// SPDX-License-Identifier: GPL-3.0-or-later
// Bodies are HTML already; the layouts are Mustache, as ours are.
module.exports = () => ({ dir: { input: "articles", output: "site" }, htmlTemplateEngine: false });
