grammar Policy;

file
    : declaration* EOF
    ;

declaration
    : policy
    | importFile
    | fleet
    | baseline
    | hold
    | rules
    | test
    ;

policy
    : POLICY name SEMI
    ;

importFile
    : IMPORT STRING SEMI
    ;

// Fleets

fleet
    : FLEET name LBRACE node* RBRACE
    ;

node
    : NODE name LBRACE nodeProperty* RBRACE
    ;

nodeProperty
    : ARCH name SEMI                    # nodeArchitecture
    | CPU expression SEMI               # nodeCpu
    | KERNEL STRING SEMI                # nodeKernel
    | VECTOR_LENGTH name count SEMI     # nodeVectorLength
    | FROM PROBE STRING SEMI            # nodeProbe
    ;

// Baselines

baseline
    : BASELINE name (SEALED STRING)? LBRACE baselineSet* RBRACE
    ;

baselineSet
    : name COLON expression SEMI
    ;

expression
    : term (sign term)*
    ;

sign
    : PLUS
    | MINUS
    ;

term
    : factor (AMP factor)*
    ;

factor
    : function LPAREN name RPAREN       # fleetSet
    | LPAREN expression RPAREN          # group
    | LBRACE (element (COMMA element)*)? RBRACE  # listing
    | element                           # single
    ;

function
    : COMMON
    | ANY
    ;

element
    : name
    | WILDCARD
    ;

// How a process is held

hold
    : HOLD name LBRACE holdItem* RBRACE
    ;

holdItem
    : WORDS name SEMI                       # holdWords
    | KNOBS names SEMI                      # holdKnobs
    | LIMIT VECTOR_LENGTH name count SEMI   # holdLimit
    | ACCEPT LOSING names (BECAUSE STRING)? SEMI    # holdAccept
    | RESIDUAL name SEMI                    # holdResidual
    | ON_LOSS name SEMI                     # holdOnLoss
    | EXEC_32BIT name SEMI                  # holdExec32Bit
    ;

// Rules

rules
    : RULES name LBRACE ruleItem* RBRACE
    ;

ruleItem
    : ruling
    | onArchitecture
    ;

onArchitecture
    : ON name LBRACE ruling* RBRACE
    ;

ruling
    : decision subject clause* SEMI
    ;

decision
    : ALLOW
    | WARN
    | DENY
    ;

subject
    : UNCONDITIONAL                             # unconditional
    | DISPATCH members? (VIA name)?             # dispatch
    | MISSING_ARCHITECTURE                      # missingArchitecture
    | NOT_ANALYSED                              # notAnalysed
    | HINT members?                             # hint
    | SIGNAL_FRAME members?                     # signalFrame
    | XSAVE_AREA GREATER count BYTES            # xsaveArea
    ;

members
    : name
    | LBRACE names RBRACE
    ;

clause
    : IN STRING STRING?     # place
    | BECAUSE STRING        # because
    | OWNER STRING          # owner
    | UNTIL name            # until
    ;

// Tests

test
    : TEST STRING LBRACE expect* RBRACE
    ;

expect
    : EXPECT expectation SEMI
    ;

expectation
    : name ON name has names                            # features
    | name CARRIES name                                 # carries
    | WORDS OF name ON name has names                   # wordBits
    | chain ON name UNDER name SEES name WORDS          # chainSees
    | MIGRATE name ARROW name UNDER name IS safety      # migrate
    ;

has
    : HAS
    | HAVE
    | LACKS
    | LACK
    ;

safety
    : SAFE
    | UNSAFE
    ;

chain
    : CHAIN LBRACE chainStep* RBRACE
    ;

chainStep
    : name name? SEMI
    ;

// Words

count
    : INTEGER
    ;

names
    : name (COMMA name)*
    ;

// Keywords are not reserved.
name
    : NAME | INTEGER
    | POLICY | IMPORT | FLEET | NODE | ARCH | CPU | KERNEL | VECTOR_LENGTH | FROM | PROBE
    | BASELINE | SEALED | COMMON | ANY
    | HOLD | WORDS | KNOBS | LIMIT | ACCEPT | LOSING | RESIDUAL | ON_LOSS | EXEC_32BIT
    | RULES | ON | ALLOW | WARN | DENY | UNCONDITIONAL | DISPATCH | VIA | MISSING_ARCHITECTURE
    | NOT_ANALYSED | HINT | SIGNAL_FRAME | XSAVE_AREA | BYTES | IN | BECAUSE | OWNER | UNTIL
    | TEST | EXPECT | HAS | HAVE | LACKS | LACK | CARRIES | OF | UNDER | SEES | MIGRATE | IS | SAFE
    | UNSAFE | CHAIN
    ;

POLICY : 'policy' ;
IMPORT : 'import' ;
FLEET : 'fleet' ;
NODE : 'node' ;
ARCH : 'arch' ;
CPU : 'cpu' ;
KERNEL : 'kernel' ;
VECTOR_LENGTH : 'vector-length' ;
FROM : 'from' ;
PROBE : 'probe' ;
BASELINE : 'baseline' ;
SEALED : 'sealed' ;
COMMON : 'common' ;
ANY : 'any' ;
HOLD : 'hold' ;
WORDS : 'words' ;
KNOBS : 'knobs' ;
LIMIT : 'limit' ;
ACCEPT : 'accept' ;
LOSING : 'losing' ;
RESIDUAL : 'residual' ;
ON_LOSS : 'on-loss' ;
EXEC_32BIT : 'exec-32bit' ;
RULES : 'rules' ;
ON : 'on' ;
ALLOW : 'allow' ;
WARN : 'warn' ;
DENY : 'deny' ;
UNCONDITIONAL : 'unconditional' ;
DISPATCH : 'dispatch' ;
VIA : 'via' ;
MISSING_ARCHITECTURE : 'missing-architecture' ;
NOT_ANALYSED : 'not-analysed' ;
HINT : 'hint' ;
SIGNAL_FRAME : 'signal-frame' ;
XSAVE_AREA : 'xsave-area' ;
BYTES : 'bytes' ;
IN : 'in' ;
BECAUSE : 'because' ;
OWNER : 'owner' ;
UNTIL : 'until' ;
TEST : 'test' ;
EXPECT : 'expect' ;
HAS : 'has' ;
HAVE : 'have' ;
LACKS : 'lacks' ;
LACK : 'lack' ;
CARRIES : 'carries' ;
OF : 'of' ;
UNDER : 'under' ;
SEES : 'sees' ;
MIGRATE : 'migrate' ;
IS : 'is' ;
SAFE : 'safe' ;
UNSAFE : 'unsafe' ;
CHAIN : 'chain' ;

SEMI : ';' ;
COLON : ':' ;
COMMA : ',' ;
LBRACE : '{' ;
RBRACE : '}' ;
LPAREN : '(' ;
RPAREN : ')' ;
PLUS : '+' ;
MINUS : '-' ;
AMP : '&' ;
ARROW : '->' ;
GREATER : '>' ;

INTEGER : [0-9]+ ;

// Wider than the language's names, so that a wrong one is one token and gives one message.
NAME : WORD_PART ;
WILDCARD : WORD_PART [.-]* '*' ;

fragment WORD_PART : LETTER (LETTER | [.-]+ LETTER)* ;
fragment LETTER : [\p{L}\p{M}\p{N}_] ;

STRING : '"' (ESCAPE | ~["\\\r\n])* '"' ;
UNTERMINATED : '"' (ESCAPE | ~["\\\r\n])* '\\'? ;
fragment ESCAPE : '\\' ~[\r\n] ;

DOC : '///' (~[/\r\n] ~[\r\n]*)? -> channel(HIDDEN) ;
COMMENT : '//' ~[\r\n]* -> channel(HIDDEN) ;
SPACE : [ \t\r\n\f\uFEFF]+ -> skip ;

// Text in the wrong quotes.
MISQUOTED : QUOTE ~[\r\n'\u2018\u2019\u201C\u201D\u00AB\u00BB]* QUOTE ;
fragment QUOTE : ['\u2018\u2019\u201C\u201D\u00AB\u00BB] ;

UNKNOWN : ~[\p{L}\p{M}\p{N}_ \t\r\n\f\uFEFF;:,{}()+\-&>"'\u2018\u2019\u201C\u201D\u00AB\u00BB/]+ | . ;
