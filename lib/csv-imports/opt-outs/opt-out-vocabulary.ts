/**
 * Words by which files say who may not be mailed, in small letters without accents and signs (looseWord). Stems are looked
 * for inside a heading or a value that is written together; words stand by themselves.
 */
export const optOutStems = [
  ...['optout', 'optedout', 'optsout', 'unsub', 'suppress', 'blacklist', 'blocklist', 'robinson', 'cleaned'],
  ...[
    'bounce',
    'undeliver',
    'nonsub',
    'notsub',
    'neversub',
    'complain',
    'spamreport',
    'markedasspam',
    'deniedlist',
  ],
  ...[
    'abgemeldet',
    'abmeld',
    'abbestell',
    'ausgetragen',
    'austrag',
    'widerruf',
    'widerspr',
    'gesperrt',
    'sperrliste',
  ],
  ...[
    'schwarzeliste',
    'werbesperre',
    'mailsperre',
    'unzustellbar',
    'invalidemail',
    'invalidaddress',
    'emailinvalid',
    'mailinvalid',
    'emailungultig',
    'emailnonvalid',
    'kielto',
    'kiellet',
    'mailblocked',
    'nichtabonniert',
    'beschwerde',
  ],
  ...[
    'desabonn',
    'desinscri',
    'nonabonn',
    'noninscrit',
    'listenoire',
    'rebond',
    'refuse',
    'seretire',
    'opposition',
  ],
  ...[
    'desuscri',
    'dadodebaja',
    'dadadebaja',
    'darsedebaja',
    'cancelosuscripcion',
    'nosuscri',
    'listanegra',
    'rebot',
  ],
  ...['disiscri', 'annullat', 'noniscritt', 'listanera', 'rimbalz', 'revoca'],
  ...['uitgeschreven', 'uitschrijv', 'afgemeld', 'afmeld', 'nietingeschreven', 'zwartelijst', 'ongewenst'],
  ...['wypisa', 'rezygn', 'odwola', 'niezapisan', 'niesubskryb', 'czarnalista', 'odrzucon', 'sprzeciw'],
  ...[
    'descadastr',
    'cancelouinscr',
    'inscricaocancelada',
    'naoinscrit',
    'removeuinscr',
    'listanegra',
    'subscricaocancelada',
  ],
  ...['avregistrer', 'avanmal', 'avprenumer', 'frameldt', 'avmeldt', 'avslutad', 'svartlist', 'svarteliste'],
  ...[
    'odhlas',
    'odhlasen',
    'neprihlas',
    'leiratkoz',
    'dezabon',
    'aboneliktencik',
    'abonelikiptal',
    'peruutt',
  ],
  ...['отпис', 'відпис', 'неподписан', 'отказ', 'черныйсписок', 'διαγραφ', 'отписан'],
] as const;

/** Whole words of the same meaning, too short to be looked for inside others. */
export const optOutWords = ['blocked', 'geblockt', 'baja', 'bajas', 'afmeldt', 'dnc', 'dne', 'dnm'] as const;

/** Not confirmed yet, so not to be mailed. */
export const pendingStems = [
  ...[
    'pending',
    'unconfirmed',
    'notconfirmed',
    'awaiting',
    'ausstehend',
    'unbestatigt',
    'nichtbestatigt',
    'enattente',
  ],
  ...['nonconfirm', 'pendient', 'sinconfirmar', 'inattesa', 'nonconfermat', 'inafwachting', 'nietbevestigd'],
  ...[
    'oczekuj',
    'niepotwierdz',
    'pendente',
    'naoconfirm',
    'vantar',
    'afventer',
    'venter',
    'cekajici',
    'nepotvrzen',
  ],
  ...['transactional', 'неподтвержд', 'ожида'],
] as const;

/** Agreed to be mailed. */
export const optInStems = [
  ...['optin', 'optedin', 'optsin', 'subscri', 'consent', 'permission', 'agreedto'],
  ...['einwillig', 'zustimm', 'abonnier', 'angemeldet', 'eingetragen', 'werbeerlaub'],
  ...['abonne', 'inscrit', 'consentement', 'accordmarketing'],
  ...['suscri', 'consentimiento', 'iscritt', 'iscrizion', 'consenso'],
  ...['ingeschreven', 'aangemeld', 'toestemming', 'zapisan', 'zgoda', 'subskry'],
  ...['inscrito', 'inscrita', 'consentimento', 'samtyck', 'samtykk', 'prenumer'],
  ...['souhlas', 'odber', 'prihlasen', 'feliratkoz', 'abonat', 'abone', 'подпис', 'підпис', 'согласие'],
] as const;

/** What a regular mail is called: to have it is to have agreed. */
export const newsletterStems = [
  ...[
    'newsletter',
    'mailinglist',
    'rundbrief',
    'infolettre',
    'boletin',
    'bollettino',
    'nieuwsbrief',
    'biuletyn',
  ],
  ...['boletim', 'nyhetsbrev', 'nyhedsbrev', 'uutiskirje', 'рассылк', 'розсилк'],
] as const;

/** Turn round what they stand before: “no newsletter”, “kein Newsletter”, “do not mail”. */
export const negations = [
  ...['no', 'not', 'non', 'never', 'dont', 'stop', 'without', 'exclude', 'excluded', 'deny'],
  ...[
    'kein',
    'keine',
    'keinen',
    'nicht',
    'ohne',
    'nie',
    'pas',
    'sans',
    'jamais',
    'sin',
    'nunca',
    'senza',
    'mai',
  ],
  ...[
    'geen',
    'niet',
    'nooit',
    'bez',
    'sem',
    'nao',
    'ingen',
    'inga',
    'inget',
    'ikke',
    'inte',
    'ei',
    'нет',
    'не',
    'без',
  ],
] as const;

/** What a mail is called; only beside a negation or a word of permission does it say anything. */
export const mailWords = [
  ...[
    'mail',
    'mails',
    'email',
    'emails',
    'mailing',
    'mailings',
    'emailing',
    'marketing',
    'promotions',
    'promotional',
  ],
  ...[
    'contact',
    'contacts',
    'contacter',
    'contactar',
    'contattare',
    'contacteren',
    'contacted',
    'kontakt',
    'kontaktieren',
    'kontaktiert',
    'kontaktes',
    'kontaktas',
    'kontaktowac',
    'anschreiben',
    'angeschrieben',
    'communication',
    'communications',
    'werbung',
    'reklame',
    'post',
    'publicite',
    'promo',
    'correo',
  ],
  ...[
    'publicidad',
    'pubblicita',
    'comunicazioni',
    'reclame',
    'mailen',
    'reklama',
    'mailingu',
    'publicidade',
    'реклама',
  ],
] as const;

export const permissionWords = [
  ...[
    'accepts',
    'accept',
    'accepted',
    'allow',
    'allowed',
    'allows',
    'agree',
    'agrees',
    'agreed',
    'wants',
    'ok',
  ],
  ...['may', 'can', 'darf', 'ma', 'kan', 'peut', 'puede', 'puo', 'mozna'],
  ...['erlaubt', 'erwunscht', 'accepte', 'acepta', 'accetta', 'akceptuje', 'aceita', 'akkoord', 'godkant'],
] as const;

/** Other ways of reaching a person: what is said of them is not said of e-mail. */
export const otherChannels = [
  ...[
    'sms',
    'phone',
    'call',
    'calls',
    'telephone',
    'telefon',
    'anruf',
    'fax',
    'whatsapp',
    'push',
    'postal',
    'letter',
  ],
  ...[
    'mobile',
    'telefono',
    'telefoon',
    'viber',
    'mms',
    'messenger',
    'facebook',
    'ads',
    'profiling',
    'cookies',
    'cookie',
  ],
] as const;

export const momentWords = [
  ...[
    'date',
    'time',
    'at',
    'on',
    'timestamp',
    'datum',
    'zeit',
    'zeitpunkt',
    'am',
    'le',
    'fecha',
    'hora',
    'data',
    'ora',
  ],
  ...['tijd', 'czas', 'dato', 'tid', 'when', 'since', 'seit', 'дата'],
] as const;

export const statusWords = [
  ...['status', 'state', 'statut', 'estado', 'stato', 'tillstand', 'stav', 'zustand'],
  ...['abostatus', 'memberstatus', 'emailstatus', 'liststatus', 'статус'],
] as const;

/** Say that it is about mail, and not what. */
export const vagueWords = [
  ...[
    'marketing',
    'mailing',
    'mailings',
    'emailing',
    'promotions',
    'werbung',
    'publicite',
    'publicidad',
    'pubblicita',
  ],
  ...['reclame', 'reklama', 'publicidade', 'реклама', 'comunicazioni'],
] as const;
