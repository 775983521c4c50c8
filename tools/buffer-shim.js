// All that dockerfile-ast asks of Buffer, for the web worker.
export const Buffer = { from: (text) => new TextEncoder().encode(text) };
