/** Where a location's requests go. */
export const proxyTo = `{{#if targetVariable}}
set \${{word targetVariable}} {{word targetHost}};
{{/if}}
{{#if ownHeaders}}
{{> headers}}
{{#each headers}}
proxy_set_header {{quote name}} {{quote value}};
{{/each}}
{{#if headersFile}}
include {{quote headersFile}};
{{/if}}
{{/if}}
{{#if sslName}}
proxy_ssl_name {{word sslName}};
{{/if}}
proxy_pass {{quote target}};
`;
