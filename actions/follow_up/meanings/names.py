"""What a message may mean beside the intents of the model."""

NEUTRAL = "neutral"
"""Stands for a message that says nothing by itself: what can be asked is said."""

TOLD = "told"
"""Stands for something received, told without an address."""

OTHER_DID = "other_did"
"""Stands for somebody else who did what the citizen did not."""

THEFT = "theft"
"""Stands for telling on about what a visitor stole."""

FORCED = "forced"
"""Stands for somebody who forces the door."""

DANGER = "danger"
"""Stands for words of danger, which have a short answer of their own."""

CHILD = "child"
"""Stands for a child, or its parent, that tells of a stranger."""

CARE = "care"
"""Stands for whatever a child or somebody in need says next."""

NOTHING_GIVEN = "nothing_given"
"""Stands for saying that nothing was given or paid."""

BANK = "bank"
"""Stands for a question about the bank after something happened."""

ON_LINE = "on_line"
"""Stands for a caller who still talks or threatens."""

MAY = "may"
"""Stands for asking whether a secret may be given, whatever was said before."""

NETWORK = "network"
"""Stands for asking how to report on the network itself."""

OWN_REPORT = "own_report"
"""Stands for asking how the last report of this conversation stands, or for its number."""

OF_REPORT = "of_report"
"""Stands for a question about reporting itself."""

ADDS = "adds"
"""Stands for adding to the report that was just filed, or taking it back."""

TOO_LATE = "too_late"
"""Stands for saying that it was done already, or that it is too late."""

IF_ALL = "if_all"
"""Stands for asking whether that is all."""

FIRST = "first"
"""Stands for asking what to do first."""

CALLED_AGAIN = "called_again"
"""Stands for a caller who tries again."""

IF_BAD = "if_bad"
"""Stands for asking whether what was given can do harm."""

FAULT = "fault"
"""Stands for asking whose fault it is."""

UPSET = "upset"
"""Stands for saying how bad it feels."""

IF_DONE = "if_done"
"""Stands for saying whether the thing is done that the bot asked about."""

ONE_STEP = "one_step"
"""Stands for asking about one of the things to do."""

BLOCK_CARD = "block_card"
"""Stands for asking whether a card has to be blocked."""

REFUSED = "refused"
"""Stands for saying that the bank does nothing."""

NO_NUMBER = "no_number"
"""Stands for not having the number of a report that was asked for."""

POLICE = "police"
"""Stands for asking whether to go to the police."""

WAS_PAID = "was_paid"
"""Stands for telling that money came from whoever sent the message."""

MONEY_BACK = "money_back"
"""Stands for asking whether money comes back."""

BACK = "back"
"""Stands for denying what an alarm of ours took for granted."""

NOTHING_GONE = "nothing_gone"
"""Stands for telling that the bank sees nothing gone."""

NOT_ANSWERED = "not_answered"
"""Stands for saying that the answer did not fit, and nothing else."""

IF_REPORTED = "if_reported"
"""Stands for asking whether what happened is reported now."""

TAKE_DOWN = "take_down"
"""Stands for asking us to delete somebody's account, and not what we keep of the talk."""

WHAT_BLOCKED = "what_blocked"
"""Stands for saying that something is blocked, and not what."""

HOW = "how"
"""Stands for telling where, when or how much it was, and nothing else."""

REPEATS = "repeats"
"""Stands for saying that the bot says the same again."""

CONTENT = "content"
"""Stands for saying that it is clear, which asks nothing."""

NO_ADDRESS = "no_address"
"""Stands for having no link, number or sender that can be looked up."""

DO_IT = "do_it"
"""Stands for asking the bot to do it instead."""

PARLIAMENT = "parliament"
"""Stands for asking about the question in parliament, before any answer about it."""

OVERVIEW = "overview"
"""Stands for asking to count or name in the register."""

THEIR_LANGUAGE = "their_language"
"""Stands for asking whether a service helps in some language."""

SIZE = "size"
"""Stands for asking how many follow an account."""

REGISTER = "register"
"""Stands for one question about a list: who keeps it, what it counts, in one sentence."""

SERVICE = "service"
"""Stands for asking about a service whose number is its name."""

POLICY = "policy"
"""Stands for asking on about an answer on how the government uses social media."""

MINISTER = "minister"
"""Stands for asking who the minister of something is."""

CALLS = "calls"
"""Stands for saying, after a loss, whom one calls now."""

BUSINESS = "business"
"""Stands for asking after the citizen's own affairs at a service that is named."""

REST = "rest"
"""Stands for asking for what a list did not show."""

STRANGER = "stranger"
"""Stands for asking where somebody is whose name is not in our list."""

MISSED = "missed"
"""Stands for saying that somebody belongs in the list before."""

LIST_ON = "list_on"
"""Stands for asking the list before about another platform, after a word on what it told."""

CHANNELS_OF = "channels_of"
"""Stands for asking where somebody is who is named, whatever it is taken for."""

SAME_OF = "same_of"
"""Stands for asking of somebody else what was asked before, as in `you skipped De Lijn`."""

CHANNELS = "channels"
"""Stands for asking, after a word of thanks, about a platform of whom it was about."""

ASKED = "asked"
"""Stands for one of the questions that people ask about a message, whatever it is taken for."""

TELL_THEM = "tell_them"
"""Stands for asking what to say to somebody near about what was judged or told."""

TELL_WORK = "tell_work"
"""Stands for asking whether the own firm has to know."""

AFTER_LOSS = "after_loss"
"""Stands for a question that only whoever lost or gave something asks."""

BELONGS = "belongs"
"""Stands for asking whether something else that is named is theirs too."""

WHAT_IS = "what_is"
"""Stands for asking what a service is."""

UNANSWERED = "unanswered"
"""Stands for a question beside a judged address that nobody here can answer."""

WHO_DOES = "who_does"
"""Stands for asking which service really does something."""

BOX = "box"
"""Stands for asking what the mailbox for suspicious messages takes."""

RECAP = "recap"
"""Stands for asking whether somebody understood what was said of several addresses."""

WHICH_OF = "which_of"
"""Stands for asking which of several addresses is the right one."""

MAY_COME = "may_come"
"""Stands for a visitor that a message threatens with."""

GONE = "gone"
"""Stands for telling that the visitor is gone."""

CAME = "came"
"""Stands for putting right how something came."""

PAGE = "page"
"""Stands for telling the name of a page, and no address."""

OURS = "ours"
"""Stands for asking about a number that we tell people to call."""

LISTENER = "listener"
"""Stands for asking for somebody who listens."""

DOMAIN = "domain"
"""Stands for asking whose the part after the @ is."""

FORGED = "forged"
"""Stands for asking whether a sender that was judged can be imitated."""

HOURS = "hours"
"""Stands for asking when a service is open."""

ACCOUNT = "account"
"""Stands for asking on which account a service is paid."""

WAYS = "ways"
"""Stands for asking by which way a service itself reaches people."""

ADDRESSES = "addresses"
"""Stands for asking for a way to a service: its site, its number or its mailbox."""

UNLISTED = "unlisted"
"""Stands for asking whether what is not in our list is fake."""

LAW = "law"
"""Stands for asking whether the law allows something."""

OF_US = "of_us"
"""Stands for questions about ourselves, such as who we are and what we keep."""

CARING = frozenset({CHILD, CARE})
"""What goes before a verdict and before a report."""

INCIDENT = "ask_after_incident"

WHICH = "which"
"""Stands for asking for the accounts of a list, and not for who has them."""

TICK = "tick"
"""A question on what a tick beside a name proves."""

CHECK_ACCOUNT = "check_account"
"""A question on how to check an account that is not named."""

MINISTER_THERE = "minister_there"
"""A question whether the minister of something is on a platform."""
