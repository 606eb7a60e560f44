-- The schema of a ledger, version 4.
--
-- Ask the views: they have plain names, show the current reading of each report, and carry the passage.
--
--   reports      the reports, with the metadata as last known and their state
--   claims       who said what: speaker, content, kind, form, certainty, and the passage
--   events       who did what to whom: type, status, actors, recipients, where, when, voice, and the passage
--   relations    who stands how with whom: subject, type, object, from when to when, voice, and the passage
--   figures      how many: the number, of what, according to whom, and the passage
--   places, times, mentions, sentences, predicates    the other sections of the format
--   actors       everybody, across reports, with how often they speak and act
--   not_read     what the ledger could not look into, and why
--   decided      what people decided, who, when and why, and whether it is in force
--   judged       the rows that people accepted, rejected or corrected; rejected ones stand in no other view
--   marked       the reports that stand under a mark: state media, unreliable …
--   erasures     what was erased, by whom, when and why
--   coverage     how many reports of each state: no list can say anything about those that were not read
--
-- Offsets (start_at, end_at) count code points in the report's text, from 0, end exclusive:
-- substr(text, start_at + 1, end_at - start_at) is the passage. Days are ISO 8601; `until` is exclusive.
-- A row is named REPORT:ID, as in 0123456789abcdef:e1.
--
-- The tables beneath are append-only: triggers refuse UPDATE and DELETE. Erasure alone takes the triggers away for the time
-- of one transaction, and leaves a decision of the kind 'erase' that tells of it. Some are indexes of the record and may
-- change: current_readings moves to a newer reading, ledger_actors takes a name where it had none, and those of
-- origins, happenings, figures, tallies and decisions follow what is added. What follows from a machine's reading and
-- decisions (a reading with a base, its rows and its version of the report) is made anew with each decision: it alone may
-- be deleted.

CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
INSERT INTO meta VALUES
  ('what', 'a ledger of onrecord: news reports and what was read out of them'),
  ('format', '1'),
  ('schema', '4');

-- What came in -------------------------------------------------------------------------------------------------------

-- The bytes of each report as they came in. sha256 is of the bytes; `bytes` is packed with zlib. Of a report out of which
-- words were erased, media and size alone are left: sha256 is then 'erased:REPORT', and there are no bytes.
CREATE TABLE originals (
  sha256 TEXT PRIMARY KEY, media TEXT NOT NULL, size INTEGER NOT NULL, bytes BLOB NOT NULL
);

-- The canonical texts that offsets count in. sha256 is of the text as UTF-8.
CREATE TABLE texts (id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE, text TEXT NOT NULL);

-- A report is the SHA-256 of its bytes together with its url, or its source id where there is none.
CREATE TABLE report_rows (
  id TEXT PRIMARY KEY, sha256 TEXT NOT NULL REFERENCES originals, source_id TEXT NOT NULL, added_at TEXT NOT NULL
);
CREATE INDEX report_rows_source ON report_rows (source_id);
CREATE INDEX report_rows_sha256 ON report_rows (sha256);

-- Everything that was ever said about a report; the last version counts. base: null where it came with the report; else
-- the version that this one is, with what people decided (published_basis is then 'decided').
-- origin: the agency that it names, else its publisher, else the report itself; what counts is report_origins.
CREATE TABLE report_versions (
  id INTEGER PRIMARY KEY, report TEXT NOT NULL REFERENCES report_rows, text INTEGER NOT NULL REFERENCES texts,
  title TEXT, url TEXT, publisher TEXT, authors TEXT NOT NULL, agency TEXT, published TEXT, published_basis TEXT,
  captured TEXT, language TEXT NOT NULL, state TEXT NOT NULL CHECK (state IN ('read', 'not_english')),
  origin TEXT NOT NULL, added_at TEXT NOT NULL, base INTEGER REFERENCES report_versions
);
CREATE INDEX report_versions_report ON report_versions (report);
CREATE INDEX report_versions_published ON report_versions (published);
CREATE INDEX report_versions_text ON report_versions (text);
CREATE INDEX report_versions_url ON report_versions (url);
CREATE INDEX report_versions_not_read ON report_versions (id) WHERE state <> 'read';

-- Inputs that gave no report, and why. sha256, size and bytes (zlib) where there were any.
CREATE TABLE failures (
  id INTEGER PRIMARY KEY, source_id TEXT NOT NULL, line INTEGER, state TEXT NOT NULL, code TEXT NOT NULL,
  message TEXT NOT NULL, next_step TEXT NOT NULL, sha256 TEXT, size INTEGER, bytes BLOB, added_at TEXT NOT NULL
);
CREATE INDEX failures_source ON failures (source_id, line);

-- Readings -----------------------------------------------------------------------------------------------------------

-- One for each version of a report and each version of the reader. base: null for what a machine read; else the machine's
-- reading that this one is, as it follows from it with the decisions that `decisions` lists (a JSON list of their ids).
CREATE TABLE readings (
  id INTEGER PRIMARY KEY, report TEXT NOT NULL REFERENCES report_rows,
  version INTEGER NOT NULL REFERENCES report_versions, reader TEXT NOT NULL, added_at TEXT NOT NULL,
  base INTEGER REFERENCES readings, decisions TEXT
);
CREATE UNIQUE INDEX readings_once ON readings (version, reader) WHERE base IS NULL;
CREATE INDEX readings_report ON readings (report);
CREATE INDEX readings_base ON readings (base) WHERE base IS NOT NULL;

-- The whole reading as JSON, packed with zlib; sha256 is of the JSON.
CREATE TABLE reading_bytes (reading INTEGER PRIMARY KEY REFERENCES readings, sha256 TEXT NOT NULL, json BLOB NOT NULL);

-- Which reading counts: of the newest metadata, the last one added; with decisions, what follows from it and them.
-- machine: the machine's reading that it is or rests on. This row moves.
-- day: of publication, '9999' where it is not known. origin: as in report_origins.
CREATE TABLE current_readings (
  reading INTEGER PRIMARY KEY REFERENCES readings, report TEXT NOT NULL UNIQUE REFERENCES report_rows,
  version INTEGER NOT NULL REFERENCES report_versions, day TEXT NOT NULL, origin TEXT NOT NULL,
  machine INTEGER NOT NULL REFERENCES readings
);
CREATE INDEX current_readings_day ON current_readings (day, report);
CREATE INDEX current_readings_version ON current_readings (version);
CREATE INDEX current_readings_machine ON current_readings (machine);

-- Where reports come from: an index, made by ledger/origins.py -------------------------------------------------------

-- A sample of the runs of six words of each text, as numbers of 61 bits.
CREATE TABLE text_prints (
  print INTEGER NOT NULL, text INTEGER NOT NULL REFERENCES texts, PRIMARY KEY (print, text)
) WITHOUT ROWID;
CREATE INDEX text_prints_text ON text_prints (text);

-- The addresses of pages without what differs between links to the same one.
CREATE TABLE report_addresses (
  address TEXT NOT NULL, report TEXT NOT NULL REFERENCES report_rows, PRIMARY KEY (address, report)
) WITHOUT ROWID;
CREATE INDEX report_addresses_report ON report_addresses (report);

-- Two reports that are one story. how: text or page. mine, theirs: the share of either one's runs that the other has.
CREATE TABLE origin_links (
  report TEXT NOT NULL REFERENCES report_rows, other TEXT NOT NULL REFERENCES report_rows, how TEXT NOT NULL,
  mine REAL NOT NULL, theirs REAL NOT NULL, PRIMARY KEY (report, other)
) WITHOUT ROWID;
CREATE INDEX origin_links_other ON origin_links (other);

-- The origin of each report and why it has it. lead: the report of its group whose origin it is. reason: agency,
-- publisher or alone; else copy, part, edited, version or correction of the report `source`. share: of words in common.
CREATE TABLE report_origins (
  report TEXT PRIMARY KEY REFERENCES report_rows, origin TEXT NOT NULL, lead TEXT NOT NULL REFERENCES report_rows,
  reason TEXT NOT NULL, source TEXT REFERENCES report_rows, share REAL
) WITHOUT ROWID;
CREATE INDEX report_origins_lead ON report_origins (lead);
CREATE INDEX report_origins_led ON report_origins (lead) WHERE report <> lead;
CREATE INDEX report_origins_origin ON report_origins (origin);

-- Everybody ----------------------------------------------------------------------------------------------------------

-- Actors across reports. Ids of the registry and of episodes stay. "ledger:…" is one met in reports under the same
-- full name and kind; "report:REPORT:…" one known only inside a single report.
CREATE TABLE ledger_actors (id TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL) WITHOUT ROWID;

-- The names that reports use; `folded` is without case, accents, articles and punctuation.
CREATE TABLE actor_names (
  folded TEXT NOT NULL, actor TEXT NOT NULL REFERENCES ledger_actors, name TEXT NOT NULL,
  PRIMARY KEY (folded, actor)
) WITHOUT ROWID;
CREATE INDEX actor_names_actor ON actor_names (actor);

-- Rows of the sections; `reading` and `id` name one ------------------------------------------------------------------

-- actor: who that is, by what people decided (see actor_links); so in all tables. met: whom the machine took it for, where
-- that is somebody else.
-- present: 1 where the report's own words stand for the actor; 0 where it is only what another one belongs to.
CREATE TABLE actor_rows (
  reading INTEGER NOT NULL REFERENCES readings, id TEXT NOT NULL, actor TEXT NOT NULL REFERENCES ledger_actors,
  met TEXT, name TEXT NOT NULL, kind TEXT NOT NULL, country TEXT, sector TEXT NOT NULL, wikidata TEXT, roles TEXT NOT NULL,
  present INTEGER NOT NULL, PRIMARY KEY (reading, id)
) WITHOUT ROWID;
CREATE INDEX actor_rows_actor ON actor_rows (actor, reading, present);
CREATE INDEX actor_rows_met ON actor_rows (met) WHERE met IS NOT NULL;

CREATE TABLE sentence_rows (
  reading INTEGER NOT NULL REFERENCES readings, n INTEGER NOT NULL,
  start_at INTEGER NOT NULL, end_at INTEGER NOT NULL, passage TEXT NOT NULL, PRIMARY KEY (reading, n)
) WITHOUT ROWID;

CREATE TABLE mention_rows (
  reading INTEGER NOT NULL REFERENCES readings, n INTEGER NOT NULL, actor TEXT NOT NULL, form TEXT NOT NULL,
  confidence REAL NOT NULL, start_at INTEGER NOT NULL, end_at INTEGER NOT NULL, passage TEXT NOT NULL,
  PRIMARY KEY (reading, n)
) WITHOUT ROWID;

-- passage: the sentences that hold source, cue and content; content_words: parts parted by " … ".
CREATE TABLE attribution_rows (
  rowid INTEGER PRIMARY KEY, reading INTEGER NOT NULL REFERENCES readings, id TEXT NOT NULL,
  kind TEXT NOT NULL, form TEXT NOT NULL, source_kind TEXT NOT NULL, polarity TEXT NOT NULL,
  source_words TEXT, cue_words TEXT NOT NULL, content_words TEXT NOT NULL, medium TEXT, within TEXT,
  certainty TEXT NOT NULL, score REAL NOT NULL, status TEXT NOT NULL, confidence REAL NOT NULL,
  start_at INTEGER NOT NULL, end_at INTEGER NOT NULL, passage TEXT NOT NULL, UNIQUE (reading, id)
);
CREATE INDEX attribution_rows_unsure ON attribution_rows (confidence, reading, id);

-- part: source, cue or content.
CREATE TABLE attribution_spans (
  reading INTEGER NOT NULL, attribution TEXT NOT NULL, part TEXT NOT NULL, n INTEGER NOT NULL,
  start_at INTEGER NOT NULL, end_at INTEGER NOT NULL, passage TEXT NOT NULL,
  PRIMARY KEY (reading, attribution, part, n), FOREIGN KEY (reading, attribution) REFERENCES attribution_rows (reading, id)
) WITHOUT ROWID;

-- role: speaker, or about (named in the content).
CREATE TABLE attribution_actors (
  reading INTEGER NOT NULL, attribution TEXT NOT NULL, role TEXT NOT NULL, n INTEGER NOT NULL,
  actor TEXT NOT NULL REFERENCES ledger_actors, met TEXT, PRIMARY KEY (reading, attribution, role, n),
  FOREIGN KEY (reading, attribution) REFERENCES attribution_rows (reading, id)
) WITHOUT ROWID;
CREATE INDEX attribution_actors_actor ON attribution_actors (actor, role, reading, attribution);
CREATE INDEX attribution_actors_met ON attribution_actors (met) WHERE met IS NOT NULL;

CREATE TABLE predicate_rows (
  reading INTEGER NOT NULL REFERENCES readings, n INTEGER NOT NULL, certainty TEXT NOT NULL, score REAL NOT NULL,
  status TEXT NOT NULL, attribution TEXT, start_at INTEGER NOT NULL, end_at INTEGER NOT NULL, passage TEXT NOT NULL,
  PRIMARY KEY (reading, n)
) WITHOUT ROWID;

CREATE TABLE time_rows (
  reading INTEGER NOT NULL REFERENCES readings, id TEXT NOT NULL, type TEXT NOT NULL, value TEXT NOT NULL,
  precision TEXT NOT NULL, since TEXT, until TEXT, anchor TEXT, relative TEXT,
  start_at INTEGER NOT NULL, end_at INTEGER NOT NULL, passage TEXT NOT NULL, PRIMARY KEY (reading, id)
) WITHOUT ROWID;

CREATE TABLE place_rows (
  reading INTEGER NOT NULL REFERENCES readings, id TEXT NOT NULL, name TEXT NOT NULL, geonames INTEGER, country TEXT,
  admin1 TEXT, lat REAL, lon REAL, precision_km REAL, confidence REAL NOT NULL,
  start_at INTEGER NOT NULL, end_at INTEGER NOT NULL, passage TEXT NOT NULL, PRIMARY KEY (reading, id)
) WITHOUT ROWID;

-- passage: the evidence.
-- day: on which it begins (or, not known, ends); '9999' where it has no date. origin: of an outlet that told it or was
-- told it, where that is not the report's own; likewise of relations and figures.
CREATE TABLE event_rows (
  rowid INTEGER PRIMARY KEY, reading INTEGER NOT NULL REFERENCES readings, id TEXT NOT NULL,
  type TEXT NOT NULL, mode TEXT, contexts TEXT NOT NULL, cameo TEXT NOT NULL, quad INTEGER NOT NULL,
  intensity REAL NOT NULL, quad_gdelt INTEGER, quad_penta INTEGER, goldstein_icews REAL, goldstein_gdelt REAL,
  mode_polecat TEXT, certainty TEXT NOT NULL, score REAL NOT NULL, status TEXT NOT NULL, attribution TEXT, time TEXT,
  since TEXT, until TEXT, day TEXT NOT NULL, precision TEXT, place TEXT, origin TEXT, confidence REAL NOT NULL,
  trigger_start INTEGER NOT NULL, trigger_end INTEGER NOT NULL, trigger_words TEXT NOT NULL,
  start_at INTEGER NOT NULL, end_at INTEGER NOT NULL, passage TEXT NOT NULL, UNIQUE (reading, id)
);
CREATE INDEX event_rows_unsure ON event_rows (confidence, reading, id);
CREATE INDEX event_rows_day ON event_rows (day, status, since, until, reading);
CREATE INDEX event_rows_type ON event_rows (type, day, status, since, until, reading);

-- role: actor or recipient. `actor` is null where the words stand for nobody that is known. day: the event's.
CREATE TABLE event_parties (
  reading INTEGER NOT NULL, event TEXT NOT NULL, role TEXT NOT NULL, n INTEGER NOT NULL,
  actor TEXT REFERENCES ledger_actors, met TEXT, place TEXT, day TEXT NOT NULL, start_at INTEGER NOT NULL,
  end_at INTEGER NOT NULL, passage TEXT NOT NULL, PRIMARY KEY (reading, event, role, n),
  FOREIGN KEY (reading, event) REFERENCES event_rows (reading, id)
) WITHOUT ROWID;
CREATE INDEX event_parties_actor ON event_parties (actor, day, reading, event) WHERE actor IS NOT NULL;
CREATE INDEX event_parties_met ON event_parties (met) WHERE met IS NOT NULL;

-- Each telling of an event.
CREATE TABLE event_tellings (
  reading INTEGER NOT NULL, event TEXT NOT NULL, n INTEGER NOT NULL, certainty TEXT NOT NULL, score REAL NOT NULL,
  status TEXT NOT NULL, attribution TEXT, trigger_start INTEGER NOT NULL, trigger_end INTEGER NOT NULL,
  trigger_words TEXT NOT NULL, start_at INTEGER NOT NULL, end_at INTEGER NOT NULL, passage TEXT NOT NULL,
  PRIMARY KEY (reading, event, n), FOREIGN KEY (reading, event) REFERENCES event_rows (reading, id)
) WITHOUT ROWID;

-- kind: after (an event that it followed), basis (what made it: a line of a table, a rule, a head) or count (a figure).
CREATE TABLE event_links (
  reading INTEGER NOT NULL, event TEXT NOT NULL, kind TEXT NOT NULL, n INTEGER NOT NULL, target TEXT NOT NULL,
  PRIMARY KEY (reading, event, kind, n), FOREIGN KEY (reading, event) REFERENCES event_rows (reading, id)
) WITHOUT ROWID;

-- holds_from, holds_until: days between which the tie holds, as far as the report says; '0000' and '9999' where an end
-- is open. Without an interval it holds as of the report's day; without that day both are null.
-- tie: the same for relations of the same type between the same two.
CREATE TABLE relation_rows (
  reading INTEGER NOT NULL REFERENCES readings, id TEXT NOT NULL, type TEXT NOT NULL,
  subject TEXT REFERENCES ledger_actors, subject_met TEXT, subject_place TEXT, subject_start INTEGER NOT NULL,
  subject_end INTEGER NOT NULL, subject_words TEXT NOT NULL,
  object TEXT REFERENCES ledger_actors, object_met TEXT, object_place TEXT, object_start INTEGER NOT NULL,
  object_end INTEGER NOT NULL, object_words TEXT NOT NULL,
  label TEXT, sign INTEGER NOT NULL, since TEXT, until TEXT, state TEXT NOT NULL, cause TEXT,
  certainty TEXT NOT NULL, score REAL NOT NULL, status TEXT NOT NULL, attribution TEXT, confidence REAL NOT NULL,
  holds_from TEXT, holds_until TEXT, tie TEXT NOT NULL, origin TEXT,
  start_at INTEGER NOT NULL, end_at INTEGER NOT NULL, passage TEXT NOT NULL, PRIMARY KEY (reading, id)
) WITHOUT ROWID;
CREATE INDEX relation_rows_unsure ON relation_rows (confidence, reading, id);
CREATE INDEX relation_rows_tie ON relation_rows (tie, holds_from, holds_until, status, score, state, reading, id, origin);
CREATE INDEX relation_rows_state ON relation_rows (state, tie, holds_from, holds_until, status, score);
CREATE INDEX relation_rows_denied ON relation_rows (tie, reading) WHERE status = 'denied';
CREATE INDEX relation_rows_undated ON relation_rows (reading) WHERE holds_from IS NULL;
CREATE INDEX relation_rows_subject ON relation_rows (subject, object, tie, sign, type) WHERE subject IS NOT NULL;
CREATE INDEX relation_rows_object ON relation_rows (object) WHERE object IS NOT NULL;
CREATE INDEX relation_rows_subject_met ON relation_rows (subject_met) WHERE subject_met IS NOT NULL;
CREATE INDEX relation_rows_object_met ON relation_rows (object_met) WHERE object_met IS NOT NULL;

-- target: the event, actor (of this reading), place or episode that is counted; actor: the same across reports.
CREATE TABLE figure_rows (
  reading INTEGER NOT NULL REFERENCES readings, id TEXT NOT NULL, unit TEXT NOT NULL, low REAL, best REAL, high REAL,
  target TEXT, actor TEXT REFERENCES ledger_actors, met TEXT, attribution TEXT, origin TEXT,
  start_at INTEGER NOT NULL, end_at INTEGER NOT NULL, passage TEXT NOT NULL, PRIMARY KEY (reading, id)
) WITHOUT ROWID;

-- Figures that count the same: an index of the current readings, made by ledger/figures.py --------------------------

-- What a figure counts, in ways that reports can share, as numbers of 64 bits. day: of publication, as days since
-- 0001-01-01, where it matters; else 0.
CREATE TABLE figure_keys (
  key INTEGER NOT NULL, day INTEGER NOT NULL, reading INTEGER NOT NULL REFERENCES readings, figure TEXT NOT NULL,
  place TEXT, PRIMARY KEY (key, day, reading, figure)
) WITHOUT ROWID;
CREATE INDEX figure_keys_reading ON figure_keys (reading, figure);

-- The group of figures that count the same as this one.
CREATE TABLE figure_groups (
  reading INTEGER NOT NULL REFERENCES readings, figure TEXT NOT NULL, grp INTEGER NOT NULL,
  PRIMARY KEY (reading, figure)
) WITHOUT ROWID;
CREATE INDEX figure_groups_grp ON figure_groups (grp);

-- The groups in which numbers do not fit one another; the least rank comes first. kind: figure where sources differ,
-- correction or update where one source gives another number later. numbers: how many differ; report, figure: the first.
CREATE TABLE figure_disputes (
  grp INTEGER NOT NULL, kind TEXT NOT NULL, rank REAL NOT NULL, numbers INTEGER NOT NULL, report TEXT NOT NULL,
  figure TEXT NOT NULL, PRIMARY KEY (grp, kind)
) WITHOUT ROWID;
CREATE INDEX figure_disputes_rank ON figure_disputes (rank, numbers DESC, report, figure);

-- Groups that have changed in this transaction and are still to be ranked, and, where one lost a figure, to be made
-- anew; empty after it.
CREATE TABLE figures_due (grp INTEGER PRIMARY KEY, broken INTEGER NOT NULL);

-- How many rows of each sort the current readings have: an index, made by ledger/tallies.py.
CREATE TABLE tallies (what TEXT NOT NULL, key TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (what, key)) WITHOUT ROWID;
CREATE INDEX tallies_n ON tallies (what, n DESC);

CREATE TABLE warning_rows (
  reading INTEGER NOT NULL REFERENCES readings, n INTEGER NOT NULL, code TEXT NOT NULL, message TEXT NOT NULL,
  PRIMARY KEY (reading, n)
) WITHOUT ROWID;

-- Between which days a report without a date was published, as far as its own text says; shown, and used for nothing.
CREATE TABLE bounds_rows (
  reading INTEGER PRIMARY KEY REFERENCES readings, since TEXT, until TEXT, reasons TEXT NOT NULL
);

-- Which events are one happening: an index of those of current readings, made by ledger/happenings.py ------------------

-- What is compared of an event (the rowid of event_rows), as MessagePack of what ledger/facts.py makes of it.
CREATE TABLE event_facts (
  event INTEGER PRIMARY KEY, reading INTEGER NOT NULL REFERENCES readings, facts BLOB NOT NULL
);
CREATE INDEX event_facts_reading ON event_facts (reading);

-- Under which keys an event (the rowid of event_rows) is found, and the days it may be of, since 0001-01-01, `until`
-- exclusive. Even keys are of windows of a few weeks at most, odd ones of longer ones.
CREATE TABLE event_keys (
  key INTEGER NOT NULL, since INTEGER NOT NULL, event INTEGER NOT NULL, until INTEGER NOT NULL,
  PRIMARY KEY (key, since, event)
) WITHOUT ROWID;

-- Two events that are taken for one, the lower number first, and how strongly they are alike; see ledger/alike.py.
CREATE TABLE event_pairs (
  event INTEGER NOT NULL, other INTEGER NOT NULL, score REAL NOT NULL, PRIMARY KEY (event, other)
) WITHOUT ROWID;
CREATE INDEX event_pairs_other ON event_pairs (other);

-- The events of happenings that are told more than once; lead: the event of theirs that was reported first.
CREATE TABLE event_groups (event INTEGER PRIMARY KEY, lead INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX event_groups_lead ON event_groups (lead);

-- Of each of them the number of its tellings, of the reports that tell it, and of the origins that tell that it happened.
CREATE TABLE happening_rows (
  lead INTEGER PRIMARY KEY, tellings INTEGER NOT NULL, reports INTEGER NOT NULL, origins INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX happening_rows_origins ON happening_rows (origins);

-- What the tellings of a happening differ about; lead: of it, or the event that one report alone tells more than once.
-- The least rank comes first, among those of figures too. Made by ledger/differing.py.
CREATE TABLE event_disputes (lead INTEGER NOT NULL, kind TEXT NOT NULL, rank REAL NOT NULL, PRIMARY KEY (lead, kind)) WITHOUT ROWID;
CREATE INDEX event_disputes_rank ON event_disputes (rank, lead, kind);

-- Events that have changed in this transaction. need: 0 to count the origins of the happening that they lead, 1 to be
-- grouped, 2 to be linked too; empty after it.
CREATE TABLE happenings_due (event INTEGER PRIMARY KEY, need INTEGER NOT NULL);

-- Readings in which people are others by a decision, and of which the events are still to be compared anew.
CREATE TABLE happenings_outdated (reading INTEGER PRIMARY KEY REFERENCES readings);

-- What people decide, on top of the machine's rows. others, actors: JSON lists. changes: JSON object. Coding work
-- (codebook, sample, assign, open, code, settle) stands here too: ledger/coded.py says what `changes` hold of each.
-- before: hash of the row before, 64 zeros for the first; hash: SHA-256 of all but number, id and via, so of all rows
-- before. via: null for a decision made in this ledger; else the decision that took it over from another one, in which
-- `before` is the hash of the row before.
CREATE TABLE decisions (
  number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, target TEXT NOT NULL, others TEXT NOT NULL,
  changes TEXT NOT NULL, actors TEXT NOT NULL, undoes TEXT REFERENCES decisions (id), made_by TEXT NOT NULL,
  made_at TEXT NOT NULL, why TEXT NOT NULL, before TEXT NOT NULL, hash TEXT NOT NULL,
  via TEXT REFERENCES decisions (id)
);
CREATE INDEX decisions_kind ON decisions (kind);
CREATE INDEX decisions_undoes ON decisions (undoes) WHERE undoes IS NOT NULL;
CREATE INDEX decisions_via ON decisions (via) WHERE via IS NOT NULL;

-- Where the rows stand that a decision is about. section 'report', and no offsets, for the report itself. says, stood:
-- what the row said, as a hash of its fields.
CREATE TABLE decision_anchors (
  decision TEXT NOT NULL REFERENCES decisions (id), n INTEGER NOT NULL, report TEXT NOT NULL, section TEXT NOT NULL,
  row TEXT, start_at INTEGER, end_at INTEGER, passage TEXT, says TEXT, stood TEXT, PRIMARY KEY (decision, n)
) WITHOUT ROWID;
CREATE INDEX decision_anchors_report ON decision_anchors (report);

-- What follows from decisions: an index, made by ledger/settle.py ----------------------------------------------------

-- Rows with a verdict: accepted or corrected (of the current reading), rejected (of the machine's, as it stands in no
-- other). part: section of the format. decision: the last one that says so.
CREATE TABLE judged_rows (
  reading INTEGER NOT NULL REFERENCES readings, id TEXT NOT NULL, report TEXT NOT NULL, part TEXT NOT NULL,
  verdict TEXT NOT NULL CHECK (verdict IN ('accepted', 'corrected', 'rejected')),
  decision TEXT NOT NULL REFERENCES decisions (id), PRIMARY KEY (reading, id)
) WITHOUT ROWID;
CREATE INDEX judged_rows_report ON judged_rows (report);
CREATE INDEX judged_rows_verdict ON judged_rows (verdict, part);

-- Where the row of an anchor stands now; null where it has no home in the newest reading, or what was decided is in
-- conflict: then `problem` says why, and a person has to decide anew. other: the decision that it is in conflict with.
CREATE TABLE decision_homes (
  decision TEXT NOT NULL REFERENCES decisions (id), n INTEGER NOT NULL, report TEXT NOT NULL, row TEXT, problem TEXT,
  other TEXT REFERENCES decisions (id), PRIMARY KEY (decision, n)
) WITHOUT ROWID;
CREATE INDEX decision_homes_report ON decision_homes (report);
CREATE INDEX decision_homes_problem ON decision_homes (decision) WHERE problem IS NOT NULL;

-- Whom an actor is now: other stands for actor, or (how 'split') was parted from it; folded: of the name that it got.
CREATE TABLE actor_links (
  actor TEXT NOT NULL, other TEXT NOT NULL, how TEXT NOT NULL CHECK (how IN ('same', 'split')), folded TEXT,
  PRIMARY KEY (actor, other, how)
) WITHOUT ROWID;
CREATE INDEX actor_links_other ON actor_links (other);
CREATE INDEX actor_links_folded ON actor_links (folded) WHERE folded IS NOT NULL;

-- The words that people marked the source of a report with.
CREATE TABLE report_marks (
  report TEXT NOT NULL REFERENCES report_rows, decision TEXT NOT NULL REFERENCES decisions (id), words TEXT NOT NULL,
  PRIMARY KEY (report, decision)
) WITHOUT ROWID;
CREATE INDEX report_marks_words ON report_marks (words);

-- Erasure. The decision of the kind 'erase' is the tombstone: others lists the reports, changes says what and how much.
-- media, size: of the original bytes that went with it; null where they had gone before.
CREATE TABLE erased_reports (
  report TEXT NOT NULL, decision TEXT NOT NULL REFERENCES decisions (id),
  what TEXT NOT NULL CHECK (what IN ('report', 'words')), media TEXT, size INTEGER, PRIMARY KEY (report, decision)
) WITHOUT ROWID;

-- The erasures after which the file is still to be written anew, so that nothing is left in its free parts; mostly empty.
CREATE TABLE scouring_due (decision TEXT PRIMARY KEY REFERENCES decisions (id)) WITHOUT ROWID;

-- Full text ----------------------------------------------------------------------------------------------------------

CREATE VIRTUAL TABLE text_index USING fts5 (
  text, content = 'texts', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE claim_index USING fts5 (
  passage, content = 'attribution_rows', content_rowid = 'rowid', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE event_index USING fts5 (
  passage, content = 'event_rows', content_rowid = 'rowid', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER texts_indexed AFTER INSERT ON texts BEGIN
  INSERT INTO text_index (rowid, text) VALUES (new.id, new.text);
END;
CREATE TRIGGER claims_indexed AFTER INSERT ON attribution_rows BEGIN
  INSERT INTO claim_index (rowid, passage) VALUES (new.rowid, new.passage);
END;
CREATE TRIGGER events_indexed AFTER INSERT ON event_rows BEGIN
  INSERT INTO event_index (rowid, passage) VALUES (new.rowid, new.passage);
END;

CREATE TRIGGER claims_dropped AFTER DELETE ON attribution_rows BEGIN
  INSERT INTO claim_index (claim_index, rowid, passage) VALUES ('delete', old.rowid, old.passage);
END;
CREATE TRIGGER events_dropped AFTER DELETE ON event_rows BEGIN
  INSERT INTO event_index (event_index, rowid, passage) VALUES ('delete', old.rowid, old.passage);
END;

-- The views to ask ---------------------------------------------------------------------------------------------------

CREATE VIEW reports AS
SELECT v.report AS report, v.title, v.publisher, v.published, v.published_basis, b.since AS inferred_from,
  b.until AS inferred_until, b.reasons AS inferred_why, v.authors, v.agency, v.url, v.language, v.state, c.origin,
  r.source_id, v.captured, d.reader, t.text, r.sha256, v.id AS version, r.added_at
FROM current_readings c
JOIN readings d ON d.id = c.reading
JOIN report_versions v ON v.id = c.version
JOIN report_rows r ON r.id = c.report
JOIN texts t ON t.id = v.text
LEFT JOIN bounds_rows b ON b.reading = c.reading;

-- Who speaks in a claim (role 'speaker') and whom it is about (role 'about'), each once.
CREATE VIEW claim_actors AS
SELECT s.reading, s.attribution, s.role, s.n, s.actor FROM attribution_actors s
WHERE NOT EXISTS (SELECT 1 FROM attribution_actors z WHERE z.reading = s.reading AND z.attribution = s.attribution
  AND z.role = s.role AND z.n < s.n AND z.actor = s.actor);

CREATE VIEW claims AS
SELECT c.report || ':' || a.id AS row, v.publisher, v.published,
  coalesce((SELECT group_concat(l.name, '; ') FROM claim_actors s JOIN ledger_actors l ON l.id = s.actor
    WHERE s.reading = a.reading AND s.attribution = a.id AND s.role = 'speaker'), a.source_words) AS speaker,
  a.cue_words AS cue, a.content_words AS content, a.kind, a.form, a.source_kind, a.polarity, a.certainty, a.status,
  (SELECT group_concat(s.actor, '; ') FROM claim_actors s
    WHERE s.reading = a.reading AND s.attribution = a.id AND s.role = 'speaker') AS speaker_ids,
  (SELECT group_concat(s.actor, '; ') FROM claim_actors s
    WHERE s.reading = a.reading AND s.attribution = a.id AND s.role = 'about') AS about_ids,
  a.source_words AS source,
  coalesce((SELECT k.actor FROM actor_links k WHERE k.other = a.medium AND k.how = 'same'), a.medium) AS medium,
  c.report || ':' || a.within AS within, a.confidence, v.title,
  c.report AS report, a.start_at, a.end_at, a.passage, a.rowid AS number
FROM current_readings c
JOIN attribution_rows a ON a.reading = c.reading
JOIN report_versions v ON v.id = c.version;

-- Who vouches for a row: the speakers of the claim it stands in, else the words for its source, else the publisher.
CREATE VIEW voices AS
SELECT a.reading, a.id AS attribution,
  coalesce((SELECT group_concat(l.name, '; ') FROM claim_actors s JOIN ledger_actors l ON l.id = s.actor
    WHERE s.reading = a.reading AND s.attribution = a.id AND s.role = 'speaker'), a.source_words) AS voice
FROM attribution_rows a;

CREATE VIEW events AS
SELECT c.report || ':' || e.id AS row, e.type, e.mode, e.status, e.certainty, e.score,
  (SELECT group_concat(coalesce(l.name, p.passage), '; ') FROM event_parties p LEFT JOIN ledger_actors l ON l.id = p.actor
    WHERE p.reading = e.reading AND p.event = e.id AND p.role = 'actor') AS actors,
  (SELECT group_concat(coalesce(l.name, p.passage), '; ') FROM event_parties p LEFT JOIN ledger_actors l ON l.id = p.actor
    WHERE p.reading = e.reading AND p.event = e.id AND p.role = 'recipient') AS recipients,
  x.name AS place, x.country, x.lat AS latitude, x.lon AS longitude, e.since, e.until, e.precision, t.passage AS when_words,
  coalesce((SELECT voice FROM voices o WHERE o.reading = e.reading AND o.attribution = e.attribution), v.publisher) AS voice,
  v.publisher, v.published, coalesce(e.origin, c.origin) AS origin, e.contexts, e.cameo, e.quad, e.intensity, e.goldstein_icews,
  (SELECT group_concat(p.actor, '; ') FROM event_parties p
    WHERE p.reading = e.reading AND p.event = e.id AND p.role = 'actor') AS actor_ids,
  (SELECT group_concat(p.actor, '; ') FROM event_parties p
    WHERE p.reading = e.reading AND p.event = e.id AND p.role = 'recipient') AS recipient_ids,
  (SELECT count(*) FROM event_tellings m WHERE m.reading = e.reading AND m.event = e.id) AS tellings,
  c.report || ':' || e.attribution AS attribution, e.confidence, v.title, c.report AS report,
  e.trigger_words, e.start_at, e.end_at, e.passage, coalesce(g.lead, e.rowid) AS happening, coalesce(h.reports, 1) AS reports,
  coalesce(h.origins, 1) AS origins,
  (SELECT group_concat(b.target, '; ') FROM event_links b
    WHERE b.reading = e.reading AND b.event = e.id AND b.kind = 'basis') AS basis, e.rowid AS number
FROM current_readings c
JOIN event_rows e ON e.reading = c.reading
JOIN report_versions v ON v.id = c.version
LEFT JOIN place_rows x ON x.reading = e.reading AND x.id = e.place
LEFT JOIN time_rows t ON t.reading = e.reading AND t.id = e.time
LEFT JOIN event_groups g ON g.event = e.rowid
LEFT JOIN happening_rows h ON h.lead = g.lead;

CREATE VIEW relations AS
SELECT c.report || ':' || r.id AS row, coalesce(s.name, r.subject_words) AS subject, r.type, r.label,
  coalesce(o.name, r.object_words) AS object, r.sign, r.state, r.since, r.until, r.certainty, r.status,
  coalesce((SELECT voice FROM voices w WHERE w.reading = r.reading AND w.attribution = r.attribution), v.publisher) AS voice,
  v.publisher, v.published, r.subject AS subject_id, r.object AS object_id, r.holds_from, r.holds_until,
  c.report || ':' || r.cause AS cause, c.report || ':' || r.attribution AS attribution, r.confidence, v.title,
  c.report AS report, r.start_at, r.end_at, r.passage
FROM current_readings c
JOIN relation_rows r ON r.reading = c.reading
JOIN report_versions v ON v.id = c.version
LEFT JOIN ledger_actors s ON s.id = r.subject
LEFT JOIN ledger_actors o ON o.id = r.object;

CREATE VIEW figures AS
SELECT c.report || ':' || f.id AS row, f.unit, f.low, f.best, f.high,
  coalesce(l.name, x.name, c.report || ':' || f.target) AS counted,
  coalesce((SELECT voice FROM voices w WHERE w.reading = f.reading AND w.attribution = f.attribution), v.publisher) AS voice,
  v.publisher, v.published, f.actor AS actor_id, c.report || ':' || f.target AS target,
  c.report || ':' || f.attribution AS attribution, v.title, c.report AS report, f.start_at, f.end_at, f.passage
FROM current_readings c
JOIN figure_rows f ON f.reading = c.reading
JOIN report_versions v ON v.id = c.version
LEFT JOIN ledger_actors l ON l.id = f.actor
LEFT JOIN place_rows x ON x.reading = f.reading AND x.id = f.target;

CREATE VIEW places AS
SELECT c.report || ':' || p.id AS row, p.name, p.country, p.admin1, p.geonames, p.lat AS latitude, p.lon AS longitude,
  p.precision_km, p.confidence, c.report AS report, p.start_at, p.end_at, p.passage
FROM current_readings c JOIN place_rows p ON p.reading = c.reading;

CREATE VIEW times AS
SELECT c.report || ':' || t.id AS row, t.passage, t.type, t.value, t.since, t.until, t.precision, t.anchor, t.relative,
  c.report AS report, t.start_at, t.end_at
FROM current_readings c JOIN time_rows t ON t.reading = c.reading;

CREATE VIEW mentions AS
SELECT a.actor AS actor_id, l.name AS actor, m.passage, m.form, m.confidence, c.report AS report, m.start_at, m.end_at
FROM current_readings c
JOIN mention_rows m ON m.reading = c.reading
JOIN actor_rows a ON a.reading = m.reading AND a.id = m.actor
JOIN ledger_actors l ON l.id = a.actor;

CREATE VIEW sentences AS
SELECT c.report AS report, s.n, s.start_at, s.end_at, s.passage
FROM current_readings c JOIN sentence_rows s ON s.reading = c.reading;

CREATE VIEW predicates AS
SELECT c.report AS report, p.passage, p.certainty, p.score, p.status, c.report || ':' || p.attribution AS attribution,
  p.start_at, p.end_at
FROM current_readings c JOIN predicate_rows p ON p.reading = c.reading;

CREATE VIEW actors AS
SELECT l.id, l.name, l.kind, coalesce(max(iif(a.met IS NULL, a.country, NULL)), max(a.country)) AS country,
  coalesce(max(iif(a.met IS NULL, a.sector, NULL)), max(a.sector)) AS sector,
  coalesce(max(iif(a.met IS NULL, a.wikidata, NULL)), max(a.wikidata)) AS wikidata,
  count(DISTINCT iif(a.present, a.reading, NULL)) AS reports,
  (SELECT count(*) FROM claim_actors s JOIN current_readings k ON k.reading = s.reading
    WHERE s.actor = l.id AND s.role = 'speaker') AS claims,
  (SELECT count(DISTINCT p.reading || ':' || p.event) FROM event_parties p JOIN current_readings k ON k.reading = p.reading
    WHERE p.actor = l.id) AS events
FROM ledger_actors l
JOIN actor_rows a ON a.actor = l.id
JOIN current_readings c ON c.reading = a.reading
GROUP BY l.id;

-- A decision is in force until it is undone; an undo stays. open: in force, but without effect on a row, since it has no
-- home in the newest reading or is in conflict with another one.
CREATE VIEW decided AS
SELECT d.number, d.id, d.kind, d.target, d.changes, d.others, d.undoes,
  NOT EXISTS (SELECT 1 FROM decisions u WHERE u.undoes = d.id) AS in_force,
  (SELECT group_concat(h.problem, ' ') FROM decision_homes h WHERE h.decision = d.id AND h.problem IS NOT NULL) AS open,
  d.made_by, d.made_at, d.why, a.report, a.section, a.start_at, a.end_at, a.passage, d.via, d.hash
FROM decisions d LEFT JOIN decision_anchors a ON a.decision = d.id AND a.n = 0;

CREATE VIEW judged AS
SELECT j.report || ':' || j.id AS row, j.part AS section, j.verdict, d.made_by, d.made_at, d.why, j.decision, j.report
FROM judged_rows j JOIN decisions d ON d.id = j.decision;

CREATE VIEW marked AS
SELECT m.report, m.words, d.target AS source, d.made_by, d.made_at, d.why, m.decision
FROM report_marks m JOIN decisions d ON d.id = m.decision;

CREATE VIEW erasures AS
SELECT d.number, d.id, json_extract(d.changes, '$.what') AS what, json_array_length(d.others) AS reports,
  json_extract(d.changes, '$.places') AS places, json_extract(d.changes, '$.rows') AS rows, d.made_by, d.made_at, d.why, d.hash
FROM decisions d WHERE d.kind = 'erase';

-- A failure no longer counts once the same input, or the same bytes, have given a report; a path that names nothing (I201)
-- is kept among the failures, and is no report that could not be looked into; nor is one that was erased and came again
-- (I210): that it was erased is told once.
CREATE VIEW not_read AS
SELECT f.source_id, f.line, f.state, f.code, f.message, f.next_step, NULL AS report, f.id AS failure
FROM failures f
WHERE f.id = (SELECT max(g.id) FROM failures g WHERE g.source_id = f.source_id AND g.line IS f.line)
  AND NOT EXISTS (SELECT 1 FROM report_rows r WHERE r.source_id = f.source_id AND f.line IS NULL)
  AND NOT EXISTS (SELECT 1 FROM report_rows r WHERE r.sha256 = f.sha256)
  AND f.code NOT IN ('I201', 'I210')
UNION ALL
SELECT e.report, NULL, 'erased', 'I210', 'The report was erased by ' || d.made_by || ' on '
  || substr(d.made_at, 1, 10) || ': ' || d.why, NULL, NULL, NULL
FROM erased_reports e JOIN decisions d ON d.id = e.decision WHERE e.what = 'report'
UNION ALL
SELECT r.source_id, NULL, v.state, NULL, 'The report is in another language (' || v.language || ').', NULL, r.id, NULL
FROM report_versions v CROSS JOIN current_readings c ON c.version = v.id CROSS JOIN report_rows r ON r.id = c.report
WHERE v.state <> 'read';

CREATE VIEW coverage AS
SELECT 'read' AS state, count(*) AS reports
FROM current_readings c JOIN report_versions v ON v.id = c.version WHERE v.state = 'read'
UNION ALL
SELECT state, count(*) FROM not_read GROUP BY state;
