// Every page works without these; each module makes one thing quicker or easier. A page loads what it has use for.
import './copy.js';
import './help.js';

const has = id => document.getElementById(id);
if (has('search')) import('./search.js');
if (has('lightbox')) import('./lightbox.js');
if (has('export') || has('search')) import('./selection.js');
if (has('browse')) import('./browse.js');
if (has('ingest')) import('./ingest.js');
if (document.querySelector('.duel')) import('./duel.js');
