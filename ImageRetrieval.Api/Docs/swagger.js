'use strict';
// validatorUrl: null, because the default sends the description to a service on the internet.
SwaggerUIBundle({ url: '/openapi/v1.json', dom_id: '#api', deepLinking: true, tryItOutEnabled: true, validatorUrl: null });

// Controls that Swagger UI leaves without a name.
const names = {
  '#servers': 'Server',
  '.examples-select-element': 'Example',
  '.body-param__text': 'Request body',
  '.content-type': 'Media type',
  '.parameters select': 'Value',
};

// What assistive technology needs and Swagger UI does not have, whenever it has drawn something.
function complete() {
  for (const [selector, name] of Object.entries(names))
    for (const element of document.querySelectorAll(`${selector}:not([aria-label])`)) element.setAttribute('aria-label', name);
  // A link within a button: the button does what the link would do.
  for (const link of document.querySelectorAll('button a[href]')) link.removeAttribute('href');
  // Long examples scroll, which the keyboard has to reach.
  for (const block of document.querySelectorAll('.highlight-code > pre:not([tabindex]), pre.microlight:not([tabindex])')) block.tabIndex = 0;
}

new MutationObserver(complete).observe(document.getElementById('api'), { childList: true, subtree: true });
complete();
