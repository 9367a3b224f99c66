'use strict';
// validatorUrl: null, because the default sends the description to a service on the internet.
SwaggerUIBundle({ url: '/openapi/v1.json', dom_id: '#api', deepLinking: true, tryItOutEnabled: true, validatorUrl: null });
