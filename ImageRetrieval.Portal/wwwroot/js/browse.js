// Filters of the collection are applied as soon as they are chosen.
import './facets.js';
import './lightbox.js';
import './selection.js';

const form = document.getElementById('browse');
form.addEventListener('change', event => { if (event.target.id !== 'id') form.requestSubmit(); });
// The address has only what was chosen.
form.addEventListener('formdata', event => { for (const [key, value] of [...event.formData]) if (value === '') event.formData.delete(key); });
