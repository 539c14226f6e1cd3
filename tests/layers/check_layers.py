#!/usr/bin/env python3
"""Checks that include arrows and CMake link lines only point down the list of layers, and that Xapian, gRPC
and the API's protobuf messages are seen only where they belong. Usage: check_layers.py ROOT"""
import os
import re
import sys

# Each layer and what it may include, itself aside. An arrow that is not here points up.
LAYERS = {
    'indexer/pace': set(),
    'indexer/article': set(),
    'indexer/format': {'indexer/article'},
    'indexer/text': {'indexer/article'},
    'indexer/source': {'indexer/article', 'indexer/text'},
    'indexer/extract': {'indexer/article', 'indexer/format', 'indexer/text', 'indexer/source'},
    'indexer/annotate': {'indexer/article', 'indexer/format', 'indexer/text', 'indexer/source'},
    'indexer/store': {'indexer/pace', 'indexer/article', 'indexer/format', 'indexer/text', 'indexer/source'},
    'indexer/pipeline': {'indexer/pace', 'indexer/article', 'indexer/format', 'indexer/text', 'indexer/source', 'indexer/extract',
                         'indexer/annotate', 'indexer/store'},
    'indexer/command': {'indexer/pace', 'indexer/article', 'indexer/format', 'indexer/text', 'indexer/source', 'indexer/extract',
                        'indexer/annotate', 'indexer/store', 'indexer/pipeline'},
    'server/snapshot': {'indexer/pace', 'indexer/article', 'indexer/format', 'indexer/text'},
    'server/query': {'indexer/article', 'indexer/format', 'indexer/text', 'server/snapshot'},
    'server/match': {'indexer/pace', 'indexer/article', 'indexer/format', 'indexer/text', 'server/snapshot', 'server/query'},
    'server/present': {'indexer/article', 'indexer/format', 'indexer/text', 'server/snapshot', 'server/query',
                       'server/match'},
    'server/service': {'indexer/pace', 'indexer/article', 'indexer/format', 'indexer/text', 'server/snapshot', 'server/query',
                       'server/match', 'server/present'},
    'client': set(),
}
# The mains: the one layer each starts.
LAYERS['indexer'] = {'indexer/command'}
LAYERS['server'] = {'server/service'}

# What may be included where, by the beginning of the include.
RESTRICTED = [
    ('Xapian', re.compile(r'xapian'), {'indexer/format', 'indexer/text', 'indexer/store', 'server/snapshot', 'server/match'}),
    ('gRPC', re.compile(r'grpc'), {'server/service', 'client'}),
    ('the API protos', re.compile(r'dateline/v1/'), {'server/service', 'client'}),
    ('the storage protos', re.compile(r'dateline/storage/'), {'indexer/format'}),
]
TARGET_OF = {'storage_proto': 'proto', 'api_proto': 'proto'}
SOURCE = ('.h', '.cc')
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.M)


def layer_of(path):
    """The layer a file of the project belongs to; None when it is in none (tests, proto)."""
    folder = os.path.dirname(path)
    while folder:
        if folder in LAYERS:
            return folder
        folder = os.path.dirname(folder)
    return None


def check_includes(path, text):
    """What is wrong with the includes of one file."""
    layer, wrong = layer_of(path), []
    if layer is None:
        return wrong
    for quote, name in INCLUDE.findall(text):
        for what, pattern, places in RESTRICTED:
            if pattern.match(name) and layer not in places:
                wrong.append(f'{path}: includes {name}; {what} belongs to {", ".join(sorted(places))} only')
        target = layer_of(name) if name.split('/')[0] in ('indexer', 'server', 'client') else None
        if target and target != layer and target not in LAYERS[layer]:
            wrong.append(f'{path}: includes {name}; {layer} may not look into {target}')
    return wrong


def check_links(path, text):
    """What is wrong with the link lines of one CMakeLists.txt."""
    layer, wrong = layer_of(path), []
    if layer is None:
        return wrong
    nouns = {l.split('/')[-1]: l for l in LAYERS}
    for noun in re.findall(r'dateline::(\w+)', text):
        target = nouns.get(noun)
        if target and target != layer and target not in LAYERS[layer]:
            wrong.append(f'{path}: links dateline::{noun}; {layer} may not look into {target}')
        if noun == 'api_proto' and layer not in ('server/service', 'client'):
            wrong.append(f'{path}: links dateline::api_proto')
    return wrong


def check_tree(root):
    wrong, files = [], 0
    for top in ('indexer', 'server', 'client'):
        for folder, _, names in os.walk(os.path.join(root, top)):
            for name in names:
                path = os.path.relpath(os.path.join(folder, name), root)
                if name.endswith(SOURCE) or name == 'CMakeLists.txt':
                    with open(os.path.join(root, path), encoding='utf-8') as f:
                        text = f.read()
                    files += 1
                    wrong += check_includes(path, text) if name.endswith(SOURCE) else check_links(path, text)
                    if layer_of(path) is None:
                        wrong.append(f'{path}: in no layer')
    if files == 0:
        wrong.append(f'{root}: no source files found')
    return wrong, files


if __name__ == '__main__':
    problems, count = check_tree(sys.argv[1])
    print('\n'.join(problems) if problems else f'{count} files: all arrows point down')
    sys.exit(bool(problems))
