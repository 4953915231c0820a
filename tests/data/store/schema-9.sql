-- A store of schema 9, as sqlite3 .dump writes it. It must open for ever; never edit it.
BEGIN TRANSACTION;
CREATE TABLE article (
  row INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  generation INTEGER NOT NULL,
  content_hash TEXT NOT NULL,
  touched INTEGER NOT NULL,
  versioned INTEGER NOT NULL,
  is_trashed INTEGER NOT NULL DEFAULT 0 CHECK (is_trashed IN (0, 1)),
  is_removed INTEGER NOT NULL DEFAULT 0 CHECK (is_removed IN (0, 1)),
  caret_block INTEGER NOT NULL DEFAULT 0,
  caret_offset INTEGER NOT NULL DEFAULT 0,
  kicker TEXT NOT NULL,
  headline TEXT NOT NULL,
  snippet TEXT NOT NULL,
  status TEXT NOT NULL,
  channel TEXT NOT NULL,
  channels TEXT NOT NULL,
  owner TEXT NOT NULL,
  owner_name TEXT NOT NULL,
  state TEXT NOT NULL,
  conflicts TEXT,
  base TEXT,
  theirs TEXT,
  CHECK ((conflicts IS NULL) = (theirs IS NULL))
) STRICT;
INSERT INTO article VALUES(1,'0193a000-0000-7000-8000-000000000001',1,'0fa3de665464a70ccd6ad50c953d7cf65a57f88cb1d1da988d57a2783864631a',1795507200000000,1795507200000000,0,0,0,0,'','第一篇','正文一段。','draft','news','["news"]','u1','王小明','{"owner":"u1","ownerName":"王小明","status":"draft"}',NULL,NULL,NULL);
INSERT INTO article VALUES(2,'0193a000-0000-7000-8000-000000000002',2,'52b8a9e050a950cc1e783beb18a464d5d3767ead893a48f7ccb2bdc6ad8d655c',1795507200001000,1795507200002000,0,0,0,0,'','我的','正文一段。','draft','sport','["sport"]','u1','王小明','{"etag":"\"2\"","owner":"u1","ownerName":"王小明","status":"draft"}','[{"base":"原来的","block":0,"mine":"我的","name":"headline","theirs":"他们的"}]','{"bodies":[{"contentType":"application/xhtml+xml","role":"main","value":"<p>正文一段。</p>"}],"galley":{"channel":"sport"},"headlines":[{"role":"main","value":"他们的"}],"language":"zh-Hans","representationType":"full","standard":{"name":"ninjs","version":"3.1"},"type":"text","uri":"urn:uuid:0193a000-0000-7000-8000-000000000002"}','{"bodies":[{"contentType":"application/xhtml+xml","role":"main","value":"<p>正文一段。</p>"}],"galley":{"channel":"sport","state":{"etag":"\"2\"","owner":"u1","ownerName":"王小明","status":"draft"}},"headlines":[{"role":"main","value":"他们的"}],"language":"zh-Hans","representationType":"full","standard":{"name":"ninjs","version":"3.1"},"type":"text","uri":"urn:uuid:0193a000-0000-7000-8000-000000000002"}');
INSERT INTO article VALUES(3,'0193a000-0000-7000-8000-000000000003',1,'28598021d8951f768d892d7f5dc6e8135326dfa96612747abd7a495041d355a6',1795507200000000,0,1,0,0,0,'','第三篇','正文一段。','draft','news','["news"]','u1','王小明','{"etag":"\"1\"","owner":"u1","ownerName":"王小明","status":"draft"}',NULL,'',NULL);
CREATE TABLE filing (
  channel TEXT NOT NULL,
  touched INTEGER NOT NULL,
  row INTEGER NOT NULL,
  PRIMARY KEY (channel, touched, row)
) STRICT, WITHOUT ROWID;
INSERT INTO filing VALUES('news',1795507200000000,1);
INSERT INTO filing VALUES('sport',1795507200001000,2);
CREATE TABLE list_entry (
  list TEXT NOT NULL,
  id TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (list, id)
) STRICT, WITHOUT ROWID;
INSERT INTO list_entry VALUES('tags','1','春耕');
INSERT INTO list_entry VALUES('tags','2','教育');
CREATE TABLE outbox (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL CHECK (kind IN ('put', 'delete', 'action')),
  article TEXT NOT NULL,
  name TEXT UNIQUE,
  action TEXT,
  content_hash TEXT,
  comment TEXT,
  queued_real INTEGER NOT NULL,
  queued_boot INTEGER NOT NULL DEFAULT 0,
  boot_id TEXT NOT NULL DEFAULT '',
  hold_until INTEGER NOT NULL DEFAULT 0,
  attempts INTEGER NOT NULL DEFAULT 0,
  next_try INTEGER NOT NULL DEFAULT 0,
  next_try_boot_id TEXT NOT NULL DEFAULT '',
  parked TEXT,
  CHECK ((kind = 'action') = (name IS NOT NULL)),
  CHECK ((kind = 'action') = (action IS NOT NULL))
) STRICT;
INSERT INTO outbox VALUES(1,'put','0193a000-0000-7000-8000-000000000001',NULL,NULL,NULL,NULL,1795507200000000,0,'',0,0,0,'',NULL);
INSERT INTO outbox VALUES(2,'put','0193a000-0000-7000-8000-000000000002',NULL,NULL,NULL,NULL,1795507200001000,0,'',0,0,0,'','conflict');
INSERT INTO outbox VALUES(3,'delete','0193a000-0000-7000-8000-000000000003',NULL,NULL,NULL,NULL,1795507200003000,0,'',0,0,0,'',NULL);
INSERT INTO outbox VALUES(4,'action','0193a000-0000-7000-8000-000000000001','0193a000-0000-7000-8000-0000000000a1','submit','hash','请审',1795507200000000,100,'5d6f0c30-5fa6-49ae-946c-b4bf3b352238',0,0,0,'',NULL);
CREATE TABLE setting (
  name TEXT PRIMARY KEY,
  value BLOB NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO setting VALUES('cursor',X'65313a37');
CREATE TABLE version (
  row INTEGER PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES article (row) ON DELETE CASCADE,
  time INTEGER NOT NULL,
  reason TEXT NOT NULL,
  content_hash TEXT NOT NULL,
  document TEXT NOT NULL
) STRICT;
INSERT INTO version VALUES(1,2,1795507200001000,'minute','a62cd3860c3f5d2ea1c25401242839040b4aca1e70a062d49cc39e875ca8b10d','{"bodies":[{"contentType":"application/xhtml+xml","role":"main","value":"<p>正文一段。</p>"}],"galley":{"channel":"sport"},"headlines":[{"role":"main","value":"原来的"}],"language":"zh-Hans","representationType":"full","standard":{"name":"ninjs","version":"3.1"},"type":"text","uri":"urn:uuid:0193a000-0000-7000-8000-000000000002"}');
INSERT INTO version VALUES(2,2,1795507200002000,'merge','52b8a9e050a950cc1e783beb18a464d5d3767ead893a48f7ccb2bdc6ad8d655c','{"bodies":[{"contentType":"application/xhtml+xml","role":"main","value":"<p>正文一段。</p>"}],"galley":{"channel":"sport"},"headlines":[{"role":"main","value":"我的"}],"language":"zh-Hans","representationType":"full","standard":{"name":"ninjs","version":"3.1"},"type":"text","uri":"urn:uuid:0193a000-0000-7000-8000-000000000002"}');
CREATE TABLE wording (
  row INTEGER PRIMARY KEY REFERENCES article (row) ON DELETE CASCADE,
  text TEXT NOT NULL,
  path TEXT NOT NULL
, kind TEXT NOT NULL DEFAULT '') STRICT;
INSERT INTO wording VALUES(1,replace('\n第一篇\n正文一段。\n','\n',char(10)),'','');
INSERT INTO wording VALUES(2,replace('\n我的\n正文一段。\n','\n',char(10)),'','');
INSERT INTO wording VALUES(3,replace('\n第三篇\n正文一段。\n','\n',char(10)),'','');
CREATE TABLE template (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  document TEXT NOT NULL
) STRICT;
INSERT INTO template VALUES('0193a000-0000-7000-8000-000000000009','一周天气','{"bodies":[{"contentType":"application/xhtml+xml","role":"main","value":"<p>本周天气：</p>"}],"galley":{"channel":"news","state":{"status":"draft"}},"headlines":[{"role":"main","value":"一周天气"}],"language":"zh-Hans","representationType":"full","standard":{"name":"ninjs","version":"3.1"},"type":"text","uri":"urn:uuid:0193a000-0000-7000-8000-000000000009"}');
CREATE TABLE media (
  hash TEXT PRIMARY KEY,
  state INTEGER NOT NULL CHECK (state IN (0, 1, 2)),
  media_type TEXT NOT NULL,
  size INTEGER NOT NULL,
  used INTEGER NOT NULL,
  not_before INTEGER NOT NULL DEFAULT 0
, refusal TEXT NOT NULL DEFAULT '') STRICT, WITHOUT ROWID;
INSERT INTO media VALUES('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',1,'image/jpeg',1234,1795507200000000,0,'too-large');
INSERT INTO media VALUES('bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb',0,'image/png',0,1795507200000001,1795507200000002,'');
CREATE TABLE content (
  row INTEGER PRIMARY KEY REFERENCES article (row) ON DELETE CASCADE,
  text TEXT NOT NULL
) STRICT;
INSERT INTO content VALUES(1,'{"bodies":[{"contentType":"application/xhtml+xml","role":"main","value":"<p>正文一段。</p>"}],"galley":{"channel":"news"},"headlines":[{"role":"main","value":"第一篇"}],"language":"zh-Hans","representationType":"full","standard":{"name":"ninjs","version":"3.1"},"type":"text","uri":"urn:uuid:0193a000-0000-7000-8000-000000000001"}');
INSERT INTO content VALUES(2,'{"bodies":[{"contentType":"application/xhtml+xml","role":"main","value":"<p>正文一段。</p>"}],"galley":{"channel":"sport"},"headlines":[{"role":"main","value":"我的"}],"language":"zh-Hans","representationType":"full","standard":{"name":"ninjs","version":"3.1"},"type":"text","uri":"urn:uuid:0193a000-0000-7000-8000-000000000002"}');
INSERT INTO content VALUES(3,'{"bodies":[{"contentType":"application/xhtml+xml","role":"main","value":"<p>正文一段。</p>"}],"galley":{"channel":"news"},"headlines":[{"role":"main","value":"第三篇"}],"language":"zh-Hans","representationType":"full","standard":{"name":"ninjs","version":"3.1"},"type":"text","uri":"urn:uuid:0193a000-0000-7000-8000-000000000003"}');
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('article',3);
INSERT INTO sqlite_sequence VALUES('outbox',4);
CREATE INDEX article_listed ON article (is_trashed, touched);
CREATE INDEX article_owned ON article (is_trashed, owner, touched);
CREATE INDEX article_stated ON article (is_trashed, status, touched);
CREATE INDEX article_disputed ON article (touched) WHERE conflicts IS NOT NULL;
CREATE TRIGGER article_updated AFTER UPDATE OF channels, touched, is_trashed ON article
  WHEN old.channels <> new.channels OR old.touched <> new.touched
    OR old.is_trashed <> new.is_trashed
BEGIN
  DELETE FROM filing WHERE touched = old.touched AND row = old.row
    AND channel IN (SELECT value FROM json_each (old.channels));
  INSERT OR IGNORE INTO filing (channel, touched, row)
    SELECT value, new.touched, new.row FROM json_each (new.channels)
    WHERE new.is_trashed = 0;
END;
CREATE TRIGGER article_deleted AFTER DELETE ON article
BEGIN
  DELETE FROM filing WHERE touched = old.touched AND row = old.row
    AND channel IN (SELECT value FROM json_each (old.channels));
END;
CREATE INDEX version_of_article ON version (article);
CREATE INDEX outbox_of_article ON outbox (article, parked);
CREATE UNIQUE INDEX outbox_content ON outbox (article) WHERE kind <> 'action';
CREATE INDEX wording_public ON wording (path) WHERE path <> '';
CREATE INDEX media_in_state ON media (state, used);
CREATE TRIGGER article_inserted AFTER INSERT ON article
  WHEN new.is_trashed = 0 AND new.channels = '["' || new.channel || '"]'
BEGIN
  INSERT OR IGNORE INTO filing (channel, touched, row) VALUES (new.channel, new.touched, new.row);
END;
CREATE TRIGGER article_inserted_often AFTER INSERT ON article
  WHEN new.is_trashed = 0 AND new.channels NOT IN ('[]', '["' || new.channel || '"]')
BEGIN
  INSERT OR IGNORE INTO filing (channel, touched, row)
    SELECT value, new.touched, new.row FROM json_each (new.channels);
END;
COMMIT;
PRAGMA user_version = 9;
