#!/usr/bin/env python3
"""check.py FILE...: form of annotated news, counts, and likely slips (a marked name that stands unmarked elsewhere in its article)."""
import re, sys, collections
KINDS = "POLFM"
MARK = re.compile(r"\[([A-Z]) ([^\[\]]*)\]")
total = collections.Counter(); words = 0; bad = 0
for path in sys.argv[1:]:
    text = open(path, encoding="utf-8").read()
    articles = re.split(r"(?m)^(?=%% )", text)
    if articles[0].strip(): print(path, "text before the first %% line"); bad += 1
    for art in articles[1:]:
        lines = art.split("\n"); head = lines[0]
        if not re.match(r"%% \d{4}-\d\d-\d\d [a-z-]+ .+$", head): print(path, "bad head:", head); bad += 1
        if len(lines) < 4 or not lines[1].strip() or lines[2].strip(): print(path, head, "needs a headline and a blank line"); bad += 1
        body = "\n".join(lines[1:])
        rest = MARK.sub("", body)
        for m in re.finditer(r"[\[\]]", rest): print(path, head, "stray bracket near:", rest[max(0, m.start()-30):m.end()+30].replace("\n", " ")); bad += 1
        names = collections.defaultdict(set)
        for k, n in MARK.findall(body):
            if k not in KINDS: print(path, head, "unknown kind", k, n); bad += 1
            if n != n.strip() or not n or n[-1] in ",;:" or n[0] in "\"'“‘(": print(path, head, "edges:", repr(n)); bad += 1
            if re.search(r"(’s|'s)$", n) and n not in ("McDonald's", "Lord's", "Lloyd's", "Sotheby's", "Christie's", "Moody's", "Macy's", "Sainsbury's", "Levi's", "Wendy's"): print(path, head, "ends in 's (right only in a proper name):", n)
            if re.match(r"(The|the) ", n): print(path, head, "begins with the (right only for a paper):", n)
            if re.match(r"(President|Mr\.?|Mrs\.?|Ms\.?|Dr\.?|Minister|Senator|Sen\.|Gov\.|Prof\.|Professor|Sir|King|Queen|Prince|Princess|Judge|Justice|Captain|Capt\.|Gen\.|General|Col\.|Sgt\.?|Pope|Chancellor|Mayor|Coach) ", n) and k == "P": print(path, head, "title inside:", n)
            names[n].add(k); total[k] += 1
        plain = MARK.sub(lambda m: "\0" * len(m.group(0)), body)
        for n, ks in names.items():
            if len(n) < 3 or n.isupper() and len(n) < 4 or not re.match(r"[A-ZÀ-Þ]", n): continue
            for m in re.finditer(r"(?<![\w-])" + re.escape(n) + r"(?![\w-])", plain):
                print(path, head, "unmarked here:", plain[max(0, m.start()-25):m.end()+25].replace("\0", "").replace("\n", " ")); bad += 1
            if len(ks) > 1 and ks != {"O", "L"} and ks != {"O", "F"} and ks != {"O", "M"} and ks != {"F", "L"}: print(path, head, "two kinds:", n, ks)
        # capitalised runs in mid-sentence that have no mark
        for m in re.finditer(r"(?<=[a-z,] )(?:[A-Z][a-zà-ÿ]+)(?: [A-Z][a-zà-ÿ]+)*", plain):
            w = m.group(0)
            if w.split()[0] in ("I","Monday","Tuesday","Wednesday","Thursday","Friday","Saturday","Sunday","January","February","March","April","May","June","July","August","September","October","November","December","Jan","Feb","Aug","Sept","Oct","Nov","Dec","President","Prime","Minister","Mr","Mrs","Ms","Dr","Sen","Gov","Rep","Sir","King","Queen","Prince","Princess","Judge","Justice","Captain","Capt","Gen","General","Col","Sgt","Pope","Chancellor","Mayor","Professor","Lord","Lady","Chief","Senator","Governor","Lt","Maj","Inspector","Superintendent","Detective","Constable","Sheikh","Imam","Bishop","Archbishop","Cardinal","Reverend","Rev","Father","Sister","Brother","Ayatollah","Secretary","Deputy","Vice","Ambassador","Foreign","Commissioner","Director","Chairman","Coach","Internet","Premier","Emir","Sultan","Speaker","Attorney","Officer","Sheriff"): continue
            print(path, head, "capital without a mark:", plain[max(0, m.start()-20):m.end()+15].replace("\0", "").replace("\n", " "))
        words += len(re.findall(r"\w+", MARK.sub(r"\2", body)))
print(f"{sum(total.values())} marks {dict(total)}, {words} words, {bad} errors of form")
