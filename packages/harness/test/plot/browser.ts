import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';

const BROWSER = '/usr/bin/chromium';

/** Whether pages can be tried in a browser. */
export const hasBrowser = existsSync(BROWSER);

if (!hasBrowser) console.warn(`${BROWSER} is not there: pages are not tested in a browser`);

/** A browser that does not ask the network for anything by itself. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: BROWSER,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
}

/** A page that has drawn its charts, and what it complained of or asked for. */
export interface OpenPage {
  readonly page: Page;
  readonly complaints: string[];
  readonly requests: string[];
}

/** Opens the file of a page and waits for its charts. */
export async function openPage(browser: Browser, path: string): Promise<OpenPage> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const complaints: string[] = [];
  const requests: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => requests.push(request.url()));
  await page.goto(pathToFileURL(path).href);
  await page.waitForSelector('html[data-drawn]');
  return { page, complaints, requests };
}
