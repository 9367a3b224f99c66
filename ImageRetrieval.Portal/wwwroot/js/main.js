// Every page works without these; each module makes one thing quicker or easier. A page with more adds a module of its own.
import './copy.js';
import './help.js';
