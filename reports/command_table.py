"""The commands with their help lines, and where each is implemented; ``capdo.py`` mounts them."""

from reports.command_line import Entry

# In the order in which a newcomer meets them. A test holds the lines against the commands' own help.
COMMANDS = {
    "doctor": Entry(
        "scanner.doctor:doctor",
        "Tell what this machine can and cannot assess, and why. Sends nothing to anybody.",
    ),
    "demo": Entry(
        "reports.demo:demo",
        "Scan a local estate of real servers and write its report; touches nothing beyond this machine.",
    ),
    "audit": Entry(
        "reports.audit.commands:audit",
        "Look at one or more hosts from outside, as any browser would, and judge them.",
    ),
    "inventory": Entry(
        "inventory.cli.inventory_commands:inventory_app",
        "Organizations, systems and their endpoints.",
        {
            "template": "Write an explained workbook to fill in, with drop-downs and examples.",
            "validate": "Check a file and tell all that is wrong with it; nothing is stored.",
            "import": "Add and update by code what a file holds; a file with an error changes nothing.",
            "export": "Write the inventory and the approval events to a file that can be imported again.",
            "list": "List the systems, or the organizations.",
            "show": "Show everything about one system or organization, its approval events too.",
            "remove": "Leave a system out of indicators and scans from today on; its history and earlier"
            " reports stay.",
            "rename": "Give a system or organization another code; its events, waivers and scans stay with"
            " it.",
            "merge": "Merge two systems, or two organizations, that are the same one entered twice.",
        },
    ),
    "approval": Entry(
        "inventory.cli.approval_commands:approval_app",
        "Level approvals, plans, assessments and labels.",
        {
            "classify": "Propose the level of a system from its attributes, by the rule set in force on the"
            " day.",
            "ruleset": "Show a legal rule set: levels, roles, limits, dossier, dates, each with its source.",
            "verify": "Follow the hash chains; exit status 1 and the first bad row when a row was changed or"
            " removed.",
            "correct": "Correct several linked events as one, or withdraw them: all or nothing, in the right"
            " order by itself.",
            "record": "Append one event to the log; what the decree forbids is refused, with the rule that"
            " forbids it.",
            "status": "Where one system, or every system, stands on a day.",
            "history": "Every event of one system, oldest first.",
        },
    ),
    "assessment": Entry(
        "inventory.cli.assessment.commands:assessment_app",
        "Self-assessment of systems, requirement by requirement.",
        {
            "record": "Record what is said of one requirement of a system; nothing recorded is ever changed.",
            "import": "Record the answers of a workbook; if one row is wrong, none is recorded.",
            "template": "Write a workbook of the requirements of systems to fill in, with what was said so"
            " far.",
            "history": "All that was said of a system's requirements, oldest first.",
            "requirements": "List the requirements that the database goes by, with their codes and source.",
            "use": "Go by a catalogue of requirements from a day on; earlier days keep theirs.",
            "status": "How far systems meet the requirements of their level, by their own word and beside"
            " what scans see.",
        },
        {"status": "reports.requirements.commands:status"},
    ),
    "waiver": Entry(
        "scanner.waivers.commands:waiver_app",
        "Findings accepted for a time, by whom and why.",
        {
            "add": "Waive a check's findings at a system, as the newest scan tells them.",
            "list": "List the waivers given by a day, lapsed and revoked ones too, with their state on it.",
            "revoke": "Take a waiver back from today; it stays in the record, and in the reports of earlier"
            " days.",
        },
    ),
    "settings": Entry(
        "inventory.cli.settings.settings_commands:settings_app",
        "What the database says of itself: plans, letterhead, bodies.",
        {
            "show": "List every setting with its value and its meaning.",
            "set": "Set one of them; a value that can't be used is refused.",
            "unset": "Set one of them no longer.",
        },
    ),
    "plan": Entry(
        "inventory.cli.settings.plan_commands:plan_app",
        "A plan of targets of your own.",
        {
            "template": "Print an explained plan to fill in.",
            "validate": "Check a plan, and tell all that is wrong with it by key.",
        },
    ),
    "targets": Entry(
        "reports.targets.commands:targets",
        "Show each target of a plan: baseline, now, target, how many are missing, and which to take next.",
    ),
    "deadlines": Entry(
        "reports.deadlines.commands:deadlines",
        "List what is overdue and what is coming, each with its legal basis; earliest first.",
    ),
    "scan": Entry(
        "scanner.commands:scan_app",
        "Scan the inventory, within its permissions.",
        {
            "run": "Scan every endpoint of the systems in operation.",
            "resume": "Finish a run that was stopped; what it has looked at is not looked at again.",
            "list": "List the runs, newest first.",
            "show": "Show what one run found: an endpoint a line, worst first; then the findings of each by"
            " name.",
            "thin": "Thin the facts of looks older than the retention; every verdict stays, and the chains"
            " hold.",
            "diff": "Show what changed between two runs or days: new, fixed, worse, no longer tested.",
        },
        {"diff": "reports.differences.commands:diff"},
    ),
    "schedule": Entry(
        "scanner.schedules.commands:schedule_app",
        "Scans that begin by themselves.",
        {
            "add": "Add a schedule; its runs look as it says here.",
            "list": "List the schedules: state, the next three runs, and how long each takes, by those"
            " measured.",
            "pause": "Begin no run by a schedule until it is resumed.",
            "resume": "Begin runs by a schedule again; what passed while it was paused is not made up for.",
            "remove": "Remove a schedule; its runs and what they found stay.",
            "run": "Carry out schedules: for ever as a service, or with --once what is due now.",
        },
    ),
    "worker": Entry(
        "scanner.queue.commands:worker",
        "Look at what runs and audits put in the queue of a PostgreSQL database, until it is stopped.",
    ),
    "messages": Entry(
        "scanner.messages.commands:messages_app",
        "Digests, alarms and reminders to who must act.",
        {
            "list": "List the messages that were sent and those that wait, newest first.",
            "send": "Send what is due and what waits: digests, confirmed alarms, reminders.",
        },
    ),
    "regrade": Entry(
        "scanner.commands:regrade",
        "Judge stored facts again after a check, threshold or profile changed; no host is touched.",
    ),
    "report": Entry(
        "reports.commands:report_app",
        "Write the leadership report.",
        {
            "docx": "Write the quarterly report to the committee (Decree 30/2020) as DOCX, in Vietnamese.",
            "pdf": "Write the quarterly report to the committee (Decree 30/2020) as PDF, in Vietnamese.",
            "mau08": "Write form Mẫu 08, the annual report on levels, as FILE.xlsx or FILE.docx.",
            "reminder": "Write letters (DOCX) that remind operating units of what their own systems lack, and"
            " by when.",
            "letterhead": "Print an explained letterhead to fill in: names that the official documents show.",
            "metrics": "Write the figures of today for Prometheus: a file that node-exporter's textfile"
            " collector reads.",
            "oscal": "Write assessment results as OSCAL JSON: findings by requirement, with what was seen and"
            " said.",
            "html": "Write one self-contained HTML page, which prints on A4.",
            "json": "Write the whole report as JSON, in both languages.",
            "xlsx": "Write a workbook: indicators, systems, findings, what was not tested.",
        },
    ),
    "paper": Entry(
        "reports.papers.commands:paper_app",
        "The papers of a level by Decree 331/2026, as DOCX.",
        {
            "NN": "Write form NN, 01 to 07, of one or more systems of one owner and operating unit.",
            "dossier": "Write the dossier of a level to go on with: overview, justification, protection plan"
            " (article 22).",
            "zip": "Write one ZIP of a system's dossier: the forms of its level, the explanations, and the"
            " documents.",
            "template": "Write the shipped template of a form, to edit in Word and to give to --template.",
            "variables": "List the variables of a form, with what they are today for these systems.",
            "08": "Write form Mẫu 08, the annual report on levels, as FILE.xlsx or FILE.docx.",
        },
        {"08": "reports.official.mau08.commands:mau08"},
    ),
    "checks": Entry(
        "reports.catalogue.commands:checks_app",
        "What is checked, and why.",
        {
            "list": "List every check: id, severity, title.",
            "explain": "Explain one check: rationale, remediation, outcomes, thresholds, references.",
        },
    ),
    "reasons": Entry(
        "reports.catalogue.reasons:reasons",
        "List why something may not have been tested, what each reason means and what its owner can do.",
    ),
    "backup": Entry(
        "scanner.keeping.commands:backup",
        "Save the whole database in one file, also while a scan is running, and verify what was saved.",
    ),
    "restore": Entry(
        "scanner.keeping.commands:restore",
        "Put a backup in the place of the database, all or nothing, once all of it was verified.",
    ),
    "version": Entry("capdo:version", "Print the version."),
}
