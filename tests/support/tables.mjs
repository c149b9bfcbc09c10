// What every table of a SQLite file holds, told by SQLite itself and not by the program under test. Used by the walks of backups and copies.
import { execFileSync } from 'node:child_process';

// Search entries are numbered by each engine; their index is rebuilt from them.
const program = `
import hashlib, json, sqlite3, sys
c = sqlite3.connect(sys.argv[1], timeout=20)
told = {}
for (name,) in c.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!' AND name NOT LIKE 'search_text%'"):
    columns = [row[1] for row in c.execute(f'PRAGMA table_info("{name}")') if (name, row[1]) != ('search_entry', 'id')]
    rows = sorted(repr(row) for row in c.execute('SELECT %s FROM "%s"' % (', '.join(f'"{column}"' for column in columns), name)))
    told[name] = [len(rows), hashlib.sha256('\\n'.join(rows).encode()).hexdigest()]
print(json.dumps(told))
`;

/** {table: [rows, digest]} of a SQLite file; types count. */
export function told_by_tables(file) {
  return JSON.parse(execFileSync('python3', ['-c', program, file], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }));
}
