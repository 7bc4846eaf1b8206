/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/outlay-complaint.h"
#include "core/money/outlay-money.h"

G_BEGIN_DECLS

#define OUTLAY_POLICY_LIMITS_MAX 200 /* limits in one policy */
#define OUTLAY_CATEGORY_ID_MAX   64  /* characters of a category's id */

/**
 * OutlaySignupRule:
 *
 * Who may join a company that is there already. On the wire "open", "invite", "closed".
 *
 * "open" lets in whoever knows the company's name, as an employee, and nothing proves that the
 * address they give is theirs: a stranger may file expenses under a colleague's name, or take the
 * address before its owner comes. It is meant for a server that only the company can reach. Nobody
 * ever joins as more than an employee but by an invitation. Whether new companies may be founded is
 * not the policy's but the server's own setting.
 */
typedef enum
{
  OUTLAY_SIGNUP_OPEN,   /* anybody who names the company, as an employee */
  OUTLAY_SIGNUP_INVITE, /* who has an invitation, in its role */
  /* Nobody: what was sent out before does not let in either. An admin may still add an account. */
  OUTLAY_SIGNUP_CLOSED,
} OutlaySignupRule;
#define OUTLAY_N_SIGNUP_RULES 3

/* On the wire "never", "above", "always". */
typedef enum
{
  OUTLAY_PROOF_NEVER,   /* a proof is welcome, but not asked for */
  OUTLAY_PROOF_ABOVE,   /* above an amount, and always in another currency */
  OUTLAY_PROOF_ALWAYS,
} OutlayProofRule;
#define OUTLAY_N_PROOF_RULES 3

/* What comes of an expense above its category's limit. On the wire "warn", "refuse". */
typedef enum
{
  OUTLAY_OVER_LIMIT_WARN,   /* it may be submitted; the person and the reviewer are told */
  OUTLAY_OVER_LIMIT_REFUSE, /* it may not be submitted */
} OutlayOverLimit;
#define OUTLAY_N_OVER_LIMITS 2

/**
 * OutlayPolicyLimit:
 * @most: the largest amount that a single expense of @category may have
 *
 * An expense in another currency is not compared, as nothing here knows exchange rates: a category
 * may have a limit for each currency.
 */
typedef struct
{
  char        category[OUTLAY_CATEGORY_ID_MAX + 1];
  OutlayMoney most;
} OutlayPolicyLimit;

/**
 * OutlayPolicy:
 * @proof_above: for %OUTLAY_PROOF_ABOVE: the largest amount that needs no proof; else no money
 * @home: ISO 4217 code of the currency that the company reckons in, into which expenses in others
 *   are converted when they are submitted; empty for none
 * @limits: (nullable) (element-type OutlayPolicyLimit): %NULL for none. Shared by copies, so never
 *   changed once a policy has it
 *
 * What a company asks of an expense, and of who wants to join. The same code judges on both sides.
 * A value: outlay_policy_copy() makes another, outlay_policy_clear() ends one. Zero asks for
 * nothing and lets everybody in, so begin with %outlay_policy_default.
 *
 * `GET /api/v1/policy` and the `data` of a change of type "policy" (whose id is the company's) read
 *
 *     {
 *       "signup": "open" | "invite" | "closed",
 *       "proof": {"rule": "never" | "above" | "always",
 *                 "above": {"minor": 2500, "currency": "EUR"}},   null unless rule is "above"
 *       "limits": [{"category": "<id>", "most": {"minor": 5000, "currency": "EUR"}}],
 *       "over_limit": "warn" | "refuse",
 *       "currency": "EUR",                                        null for none
 *       "revision": 1,
 *       "updated_at": "2026-11-20T11:55:00.000Z"                  null until it was first set
 *     }
 *
 * with the revision as ETag. Everybody in the company reads it. Admins PUT the first four members,
 * all of them, with If-Match; limits come back sorted by category and currency. 412 carries the
 * policy as it is in "current". "currency" may be put along, and stays as it is when it is not: it
 * may be set where there is none, at any time: what was submitted before is not converted. It may be
 * changed and, by null, taken away until an expense of the company is submitted, as what was converted
 * stays as it was; after that another one is 422.
 */
typedef struct
{
  OutlaySignupRule signup;
  OutlayProofRule  proof_rule;
  OutlayMoney      proof_above;
  OutlayOverLimit  over_limit;
  char             home[4];
  GArray          *limits;
} OutlayPolicy;

/* A company's policy until it sets its own: by invitation, a proof is always asked for, no limits. */
extern const OutlayPolicy outlay_policy_default;
/* On this device only: no proof, no limits. */
extern const OutlayPolicy outlay_policy_on_device;

void     outlay_policy_copy       (const OutlayPolicy *self,
                                   OutlayPolicy       *copy);
void     outlay_policy_clear      (OutlayPolicy       *self);
gboolean outlay_policy_equal      (const OutlayPolicy *a,
                                   const OutlayPolicy *b);

GArray  *outlay_policy_limits_new (void);
void     outlay_policy_limits_add (GArray            *limits,
                                   const char        *category,
                                   const OutlayMoney *most);

gboolean outlay_policy_wants_proof (const OutlayPolicy *self,
                                    const OutlayMoney  *amount);
const OutlayMoney *outlay_policy_find_limit (const OutlayPolicy *self,
                                             const char         *category,
                                             const char         *currency);

void outlay_policy_check (const OutlayPolicy *self,
                          OutlayComplaints   *complaints);

/* The words of the wire; from_string() is %FALSE for any other. */
const char *outlay_signup_rule_to_string   (OutlaySignupRule  rule);
gboolean    outlay_signup_rule_from_string (const char       *text,
                                            OutlaySignupRule *rule);
const char *outlay_proof_rule_to_string    (OutlayProofRule   rule);
gboolean    outlay_proof_rule_from_string  (const char       *text,
                                            OutlayProofRule  *rule);
const char *outlay_over_limit_to_string    (OutlayOverLimit   over_limit);
gboolean    outlay_over_limit_from_string  (const char       *text,
                                            OutlayOverLimit  *over_limit);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (OutlayPolicy, outlay_policy_clear)

G_END_DECLS
