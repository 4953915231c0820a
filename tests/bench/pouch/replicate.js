// SPDX-License-Identifier: GPL-3.0-or-later
// node replicate.js FOLDER ADDRESS push|pull NAME COUNT: makes COUNT articles of 3 KB in the local database NAME and
// replicates them to the server, or replicates what the server has into it. Prints "seconds S", "count N", "peak KB".
const path = require('path');
const PouchDB = require('pouchdb-node');

const [folder, address, direction, name, count] = process.argv.slice(2);
const options = { batch_size: 500, batches_limit: 10 };
const phrases = ['澜江水位今晨回落到警戒线以下，', '值班的人一夜没有合眼，', '镇上的粮站照常开了门，', '校对员把清样又读了一遍，'];

function makeArticle (number) {
  let body = '';

  while (Buffer.byteLength(body) < 2800)
    body += phrases[(number + body.length) % phrases.length] + (number * 7919 + body.length) % 9973;
  return {
    _id: `${name}:${String(number).padStart(7, '0')}`,
    headline: `澜江两岸秋收忙（之${number}）`, status: 'draft', tags: ['要闻', '澜江'], body,
  };
}

async function fill (database) {
  for (let first = 0; first < count; first += 500) {
    const articles = Array.from({ length: Math.min(500, count - first) }, (_, i) => makeArticle(first + i));

    for (const answer of await database.bulkDocs(articles))
      if (!answer.ok)
        throw answer;
  }
}

function replicate (from, to) {
  return new Promise((resolve, reject) =>
    PouchDB.replicate(from, to, options).on('complete', resolve).on('error', reject));
}

async function main () {
  const local = new PouchDB(path.join(folder, name));
  const remote = new PouchDB(address);

  if (direction === 'push')
    await fill(local);
  const begin = performance.now();
  const report = direction === 'push' ? await replicate(local, remote) : await replicate(remote, local);

  console.log(`seconds ${(performance.now() - begin) / 1000}`);
  await local.close();
  console.log(`count ${report.docs_written}\npeak ${process.resourceUsage().maxRSS}`);
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
