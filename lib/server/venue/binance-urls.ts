/** Where ccxt's Binance finds a venue: what it keeps under `urls.api`, all of it on this machine. */
export interface BinanceUrls {
  readonly api: AddressTree;
}

interface AddressTree {
  readonly [name: string]: string | AddressTree;
}

/**
 * The `urls` under which ccxt's `binance` talks to a venue and to nothing else:
 * `new ccxt.pro.binance({ urls: binanceUrls(venue.url) })`.
 * @param address `http://127.0.0.1:51234`
 */
export function binanceUrls(address: string): BinanceUrls {
  const sockets = address.replace(/^http/, 'ws');
  // ccxt takes a stream for a spot stream only where “/stream” stands in its address.
  const spot = `${sockets}/stream/ws`;
  return {
    api: {
      public: `${address}/api/v3`,
      private: `${address}/api/v3`,
      v1: `${address}/api/v1`,
      sapi: `${address}/sapi/v1`,
      sapiV2: `${address}/sapi/v2`,
      sapiV3: `${address}/sapi/v3`,
      sapiV4: `${address}/sapi/v4`,
      fapiPublic: `${address}/fapi/v1`,
      fapiPublicV2: `${address}/fapi/v2`,
      fapiPublicV3: `${address}/fapi/v3`,
      fapiPrivate: `${address}/fapi/v1`,
      fapiPrivateV2: `${address}/fapi/v2`,
      fapiPrivateV3: `${address}/fapi/v3`,
      fapiData: `${address}/futures/data`,
      dapiPublic: `${address}/dapi/v1`,
      dapiPrivate: `${address}/dapi/v1`,
      dapiPrivateV2: `${address}/dapi/v2`,
      dapiData: `${address}/futures/data`,
      eapiPublic: `${address}/eapi/v1`,
      eapiPrivate: `${address}/eapi/v1`,
      papi: `${address}/papi/v1`,
      papiV2: `${address}/papi/v2`,
      ws: {
        spot,
        margin: spot,
        future: `${sockets}/futures/ws`,
        delivery: `${sockets}/futures/ws`,
        stock: `${sockets}/equity/ws`,
        option: `${sockets}/options/ws`,
        optionMarket: `${sockets}/options/ws`,
        optionPrivate: `${sockets}/options/ws`,
        papi: `${sockets}/papi/ws`,
        'ws-api': {
          spot: `${sockets}/ws-api/v3`,
          future: `${sockets}/ws-fapi/v1`,
          delivery: `${sockets}/ws-dapi/v1`,
        },
      },
    },
  };
}
