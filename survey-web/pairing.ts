/** A device that is paired already goes to its screen, also after it was started anew or somebody pressed “back”. */
const slot = 'quay';
const isNew = location.search.indexOf('moi') >= 0 || document.querySelector('.error') !== null;
try {
  const kept = localStorage.getItem(slot);
  if (isNew) localStorage.removeItem(slot);
  else if (kept && /^\/quay\/[2-9A-Z]{6}$/.test(kept)) location.replace(kept);
} catch {
  // Where the browser keeps nothing, the code is typed.
}

// What is typed is read as one word whatever is between its halves, so nothing is done to it here.
export {};
