import { expect, test } from 'vitest';

function openDatabase(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore('rows', { keyPath: 'id' });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('open failed'));
  });
}

function finished(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onerror = () => reject(transaction.error ?? new Error('transaction failed'));
  });
}

test('browser tests run in Electron, not in Node', () => {
  expect(navigator.userAgent).toMatch(/Electron\/\d+/);
  expect('process' in globalThis && 'versions' in process && process.versions?.node).toBeFalsy();
});

test('a row written to IndexedDB is there after the database was closed and opened again', async () => {
  const name = `runtime-${crypto.randomUUID()}`;
  const first = await openDatabase(name);
  const write = first.transaction('rows', 'readwrite', { durability: 'strict' });
  write.objectStore('rows').put({ id: 1, text: '司法鉴定 ئەدلىيە' });
  await finished(write);
  first.close();

  const second = await openDatabase(name);
  const read = second.transaction('rows').objectStore('rows').get(1);
  await finished(read.transaction as IDBTransaction);
  expect(read.result).toEqual({ id: 1, text: '司法鉴定 ئەدلىيە' });
  second.close();
  indexedDB.deleteDatabase(name);
});

test('AES-GCM opens what it sealed and refuses what was changed', async () => {
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ]);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const additionalData = new TextEncoder().encode('inspections|1');
  const sealed = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv, additionalData },
    key,
    new TextEncoder().encode('问卷'),
  );
  const opened = await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData }, key, sealed);
  expect(new TextDecoder().decode(opened)).toBe('问卷');

  const changed = new Uint8Array(sealed);
  changed.set([(changed[0] ?? 0) ^ 1], 0);
  await expect(
    crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData }, key, changed),
  ).rejects.toThrow();
});
