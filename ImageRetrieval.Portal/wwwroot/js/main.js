// Every page works without scripts; each module makes one thing faster or easier. Pages add modules of their own.
import './copy.js';
import './help.js';
import './sections.js';
