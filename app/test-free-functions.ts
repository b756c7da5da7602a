/** Functions of the rooms' doors that ask for no permission, room by room; each group says why it needs none. */
type FreeFunctions = {
  because: string;
  /** Whether pages, actions and routes may call them. */
  fromApp: boolean;
  functions: Record<string, string>;
};

export const freeFunctions: FreeFunctions[] = [
  {
    because: 'decides who somebody is, before there is anyone to ask',
    fromApp: true,
    functions: {
      'api-tokens': 'findTokenBearer',
      reports: 'findReportReader stopReport',
      users: `askForLink endSession findAccountLink findActorBySession hasOpenStep peekActorBySession requireFreshProof
        setPasswordByLink signIn signInByCode signInByProvider`,
    },
  },
  {
    because: 'writes down what was refused to whomever, or taken out by whoever may',
    fromApp: true,
    functions: { audit: 'noteDownload noteRefusal' },
  },
  {
    because: 'keeps the account of a token’s calls, whatever they ask for',
    fromApp: true,
    functions: {
      'api-tokens': 'claimKey noteEffect outsideOf releaseKey renewHold sameBytes storeAnswer takeTurn',
    },
  },
  {
    because: 'shows of each kind only what the role may read',
    fromApp: true,
    functions: { dashboard: 'searchEverything', live: 'followChanges' },
  },
  {
    because: 'tells how many runs are on the way, which everyone may know',
    fromApp: true,
    functions: { 'sync-runs': 'readMenuState' },
  },
  {
    because: 'does what the tables say is due, whoever knocks',
    fromApp: true,
    functions: { jobs: 'checkReadiness drainQueues enqueueDueJobs webQueue' },
  },
  {
    because: 'tells from where mail goes out, or what is missing, which everyone may know',
    fromApp: true,
    functions: { mail: 'mailServerView' },
  },
  {
    because: 'reckons with what it is handed: reads and writes nothing',
    fromApp: true,
    functions: {
      privacy: 'personJson personText personZip',
      campaigns: 'displayableHtml findMarks listFilterOf personalise readRecipientAsk recipientCounts',
      crm: `bareFieldSql batchStatements convertValues createFoundRecords displayName fieldSql fieldText findField findRecordField fixedFields foldInto heldConsent phoneNumber
        livingOf readValues recogniseDate recogniseMonthDay bareNumber isNoDate isScientific recogniseNumber recogniseYesNo saysWho
        englishCountryNames hasTag joinedTags keptDay keptFieldSql keptText
        searchConditions searchWords shownFieldSql stagedOf withCurrencies writtenText`,
      connections: 'effectiveOptions requireVersion',
      'data-fields': 'goesBy isNews isSameValue judgeValue readBack valuesHash wantedHashOf wantedText',
      filters: `compileFilter compileParts conditionWords countEach fieldView filterSources listsAskedBy livingRecords problemWords
        valueSql zoneOfList`,
      jobs: 'findJob',
      mail: 'html',
      settings: 'quietUntil',
      standing: `addressesOutOfReach adviceFor contactsOf eldersAmong factsOfAnyone factsOfEach factsOfEveryone factsOfKept isHeldByGate keptAddresses keyOf mailableAddresses marketingStandingOf mayBeMailed membersOf mustNotBeMailed standingsThatApply smsFactsOfAnyone standingOf standingWord standingWords`,
      'sync-runs': 'reasonWord valueChanges',
      'two-way': 'isCovered slim workingSince',
    },
  },
  {
    because: 'is handed a transaction or a connection by a verb or a flow, which has asked',
    fromApp: false,
    functions: {
      'address-books': `changeHeldValues doubtHeldValues explainLeavers findLeavers findUnexplainedLeavers findUnknownStrangers forgetLeavers readHeldPeople storeDifferences findOldestRefusal forgetHeldFields forgetWhoPutThemThere lockMemberships readKnownValues markBookGone markBooksGone markUnseenMembersGone noteFoundThere settleImported settleInFile settleJoined settleLearntIds settleMissing settleRefusedStates settleRemoved settleResubscribed
        settleBookChannel settleSmsUnsubscribed settleUnknownNumbers storeSeenNumbers
        settleUnknownContacts settleUnsubscribed storeBookUnsubscribes storeReturns storeSeenBooks storeSeenContacts storeSuppressions storeToldValues`,
      campaigns:
        'findSameMail findSentToAll recountCampaign settleMachines storeActivities storeCampaignContent storeClicks storeOpens',
      connections:
        'lastListOfBook noteComparison noteInStep noteListFailure noteReadBack noteShadow noteStart treatWhoLeft setActive setHeld setPaused setStopped',
      crm: `chosenConditions lastChangesOf lockOldestRecords nameCampaignsOfWithdrawals readAbandonedBefore readBaseCurrency readInstallationDay readCatalogue recordValueConflicts
        suppressAddresses setField tagRecords takeOutsideValues withdrawUnsubscribed workStage`,
      'data-fields':
        'hasVirtualFields readMappedFields readMappingProblems readPlanMapping readTwoWayMappings readUnsavedRows readWantedValues wantedValuesOf',
      integrations: 'bringImportForward bringImportsForward noteContactImport readUnsubscribeMeaning',
      erased: 'blockAddresses erasedAmong erasedAmongWith findBlocks liftBlocks refuseErased',
      mail: 'queueMail withdrawMail',
      'marketing-lists': 'clearMarksOfReturned markItemsUnsubscribed putOnList recordContacted',
      settings: 'forgetSettings readAllSettings readSettings storeSettings',
      users: 'chooseReport',
      'sync-runs': 'addApiCalls isRunSilent logRun noteSilence prependPhase',
      'two-way': 'bringValues findReadSoFar oldestSentSince readTwoWayFields',
    },
  },
  {
    because: 'is a step of verbs that have asked, or of flows and jobs, which no person calls',
    fromApp: false,
    functions: {
      'api-tokens': 'findDueReminders remindOfExpiry removeOldIdempotencyKeys',
      alerts: 'findDueAddresses findDueReaders pushAddress tellReader',
      audit: 'checkChain',
      campaigns:
        'areCampaignsUncounted arePeopleUncounted markCampaignsGone storeCampaigns storeResend storeSummary',
      automations:
        'findDueAutomations findDueEnrolments findDueMessages findDueWebhooks pushEnrolments pushWebhooks runAutomation sendMessages',
      connections:
        'changeConnection createConnection endConnection liftEndedPause liftPause lockOwnConnection requireConnectable resolveBook scheduleNextExport',
      crm: 'areStatsDue inCsvTransaction today',
      dashboard: 'areCountsDue',
      'csv-imports': 'findQueuedCsvImports',
      'data-fields': 'ensureDefaultMappings storeDataFields',
      export: 'compareWithBook findDueComparisons findDueConnections pushConnection',
      filters: 'installationDay listDay readDefinition readFilter',
      'insight-data': 'findDueInsight pushInsight',
      import: 'findDueIntegrations runImportPass',
      integrations: 'readOauthClient',
      keys: 'isRotationDue noteRotated',
      jobs: 'runJobNow',
      mail: 'findDueMail findLastMail mailSetup missingForMail removeOldMail requireMail sendMail writeMail',
      'marketing-lists': 'fetchOwnList fetchSeenList findListsToCount',
      privacy: 'findDueErasures isCheckDue isRetentionDue isSweepDue',
      reports: 'findDueReports queueWeeklyReport',
      sending: 'findDueDrafts pushDraft',
      'sync-runs': 'setRunState startRun updatePhase updatePhases',
      users: 'findPerson removeEndedSessions',
    },
  },
];
