// What waits on this device, in IndexedDB: each entry under the key with which it is sent, so that it arrives once.
const database = 'palabre-desk';
const table = 'entries';

const asPromise = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

async function open() {
  const request = indexedDB.open(database, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(table, { keyPath: 'key' });
  return asPromise(request);
}

/** One act in a transaction of its own; resolves when it is written to the disk. */
async function act(mode, run) {
  const base = await open();
  try {
    const transaction = base.transaction(table, mode, { durability: 'strict' });
    const done = new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = transaction.onerror = () => reject(transaction.error);
    });
    const result = await asPromise(run(transaction.objectStore(table)));
    await done;
    return result;
  } finally {
    base.close();
  }
}

/** Looking makes no new database on a device that was cleared. */
const isThere = async () => !indexedDB.databases || (await indexedDB.databases()).some(({ name }) => name === database);

export const store = {
  put: (entry) => act('readwrite', (entries) => entries.put(entry)),
  remove: (key) => act('readwrite', (entries) => entries.delete(key)),
  /** In the order in which they were entered. */
  all: async () => ((await isThere()) ? (await act('readonly', (entries) => entries.getAll())).sort((one, other) => one.at - other.at || one.order - other.order) : []),
  clear: () => new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(database);
    request.onsuccess = request.onerror = request.onblocked = () => resolve();
  }),
};
