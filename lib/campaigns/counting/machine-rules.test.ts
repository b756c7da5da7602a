import { describe, expect, it } from 'vitest';
import { countLinks, ruleOfRequest } from './machine-rules';

const open = (userAgent: string, ipAddress = '203.0.113.7') =>
  ruleOfRequest({ kind: 'open', userAgent, ipAddress });
const click = (userAgent: string, ipAddress = '203.0.113.7') =>
  ruleOfRequest({ kind: 'click', userAgent, ipAddress });

const iPhone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148';
const chrome =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36';

describe('the rules about machines', () => {
  it.each([
    iPhone,
    chrome,
    'Mozilla/5.0 (iPad; CPU OS 16_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.5 Mobile/15E148 Safari/604.1',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)',
    'Mozilla/5.0 (Linux; Android 13; SM-G991B) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/116.0.0.0 Mobile Safari/537.36',
    'Mozilla/4.0 (compatible; MSIE 7.0; Windows NT 10.0; WOW64; Trident/8.0; .NET4.0C; .NET4.0E; Microsoft Outlook 16.0.5000; ms-office; MSOffice rmj)',
    'Mozilla/4.0 (compatible; ms-office; MSOffice 16)',
    'Mozilla/5.0 (X11; Linux x86_64; rv:115.0) Gecko/20100101 Thunderbird/115.8.1',
    'Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)',
    'YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html',
    '',
  ])('take %j for a person', (userAgent) => {
    expect([open(userAgent), click(userAgent)]).toEqual([null, null]);
  });

  it.each([
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/120.0.0.0 Safari/537.36',
    'Mozilla/5.0 (compatible; MSIE 9.0; Windows NT 6.1; Trident/5.0; Barracuda Sentinel (EE))',
    'Mozilla/5.0 (compatible; proofpoint)',
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/115.0 Safari/537.36 Mimecast',
    'python-requests/2.31.0',
    'Go-http-client/1.1',
    'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)',
  ])('take %j for a scanner', (userAgent) => {
    expect([open(userAgent), click(userAgent)]).toEqual(['scanner', 'scanner']);
  });

  it('know Apple’s privacy proxy by what it leaves out, or by its network', () => {
    expect(open('Mozilla/5.0')).toBe('privacy_proxy');
    expect(open(iPhone, '17.58.63.10')).toBe('network');
    expect(click(iPhone, '17.58.63.10')).toBeNull();
  });

  it('know a gateway by its network, whatever browser it says it is', () => {
    expect(click(chrome, '40.94.20.1')).toBeNull();
    expect(click(chrome, '52.102.9.77')).toBe('network');
    expect(open(chrome, '104.47.2.33')).toBe('network');
    expect(open(chrome, 'not an address')).toBeNull();
  });
});

it('the links of a mail are counted once each, without those that Dotdigital fills in', () => {
  const html = `<a href="https://shop.example/a">A</a> <A class=x HREF='https://shop.example/b'>B</A>
    <a href="https://shop.example/a">again</a> <a href="http://$UNSUB$/">leave</a> <a href="mailto:a@b.example">write</a>`;
  expect(countLinks(html)).toBe(2);
  expect(countLinks(null)).toBe(0);
});
