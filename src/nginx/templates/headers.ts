/** Headers that every server behind gets, the client's own besides. */
export const headers = `proxy_set_header Host {{quote hostHeader}};
proxy_set_header Connection "";
proxy_set_header Origin "";
{{#if @root.tokensFile}}
proxy_set_header Authorization "";
{{/if}}
proxy_set_header X-Forwarded-For $remote_addr;
proxy_set_header X-Forwarded-Proto $scheme;
proxy_set_header X-Forwarded-Host \${{word @root.v.knownhost}};
proxy_set_header X-Request-Id \${{word @root.v.requestid}};
proxy_set_header MCP-Protocol-Version $http_mcp_protocol_version;
proxy_set_header Mcp-Method $http_mcp_method;
proxy_set_header Mcp-Name $http_mcp_name;
`;
