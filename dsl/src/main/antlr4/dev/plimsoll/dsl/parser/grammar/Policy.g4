grammar Policy;
file : EOF ;
WS : [ \t\r\n]+ -> skip ;
