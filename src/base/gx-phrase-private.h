/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/gx-phrase.h"

G_BEGIN_DECLS

typedef struct { const char *key, *text; } GxPhrase;
typedef struct { const char *name; const GxPhrase *phrases; guint length; } GxPhraseDomain;

extern const GxPhraseDomain gx_phrase_domains[];
extern const guint gx_phrase_n_domains;

G_END_DECLS
